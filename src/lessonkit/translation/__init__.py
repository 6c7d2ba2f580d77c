"""The course in another language: catalogues out, a translated source tree in."""
