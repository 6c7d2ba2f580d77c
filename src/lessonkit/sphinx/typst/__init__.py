"""PDFs through Typst: tagged (PDF/UA-1), from the same doctrees as the web pages."""
