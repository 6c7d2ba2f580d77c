"""A lesson's page as the learner edition has it, for tests that build no site."""

from tests.quiz.sample import QUIZ

PICTURE = "fake-picture-real-ripples.svg"
PAGE = f"""<!DOCTYPE html>
<html lang="en"><head><title>Site</title></head>
<body><nav><a href="../../index.html">Out of the text</a></nav>
<main id="main">
<div class="ribbon"><h1>A sample</h1></div>
<div class="prose steps">
<section id="starter"><h2>Starter</h2>
<p>A <a class="term" href="../../book/glossary.html#term-upstander">upstander</a> &amp;
a <a href="../../book/law.html">law</a>, said &lt;once&gt;.</p>
<details><summary>Pause</summary><p>Think.</p></details>
<figure><img src="../../_images/{PICTURE}" alt="Rings" loading="lazy"></figure>
<p><a class="now" href="../../book/get-help/now.html">Get help now</a></p>
<p class="paper-link"><a href="../../../pdf/x.pdf">On paper</a></p>
</section>
<section id="check"><h2>Check your understanding</h2>
<section class="quiz" id="quiz"><p>The page's own quiz</p></section>
</section>
<section id="sources"><h2>Sources</h2>
<p><a href="https://example.org/?a=1&amp;b=2">Source</a> <a href="#source-1">1</a></p>
</section>
<div class="sources"><ol><li id="source-1">A report</li></ol></div>
<section class="for-teachers"><h2>Teaching this lesson?</h2></section>
<p><a href="../../book/parents/x.html">For parents</a></p>
<nav class="turn"><a href="next.html">Next</a></nav>
</div>
<div class="prose"><section>After the text</section></div>
</main></body></html>
"""


def learner_edition(folder):
    """Write the page where a build puts it; return the edition's folder."""
    page = folder / f"lessons/{QUIZ.id}.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(PAGE, "utf-8")
    return folder
