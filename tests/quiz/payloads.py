"""Texts that would run if an output took them for markup, formulas or code."""

from dataclasses import replace

from tests.quiz.sample import QUIZ

HIT = "window.__hit=1"
PAYLOADS = (
    f"<script>{HIT}</script>",
    f"<SCRIPT>{HIT}</SCRIPT>",
    f"<scr<script>ipt>{HIT}</script>",
    f"</script><script>{HIT}</script>",
    f"</textarea><script>{HIT}</script>",
    f"</style><script>{HIT}</script>",
    f"</title><script>{HIT}</script>",
    f"]]><script>{HIT}</script>",
    f"--><script>{HIT}</script>",
    f"<img src=x onerror={HIT}>",
    f"<img src=x onerror='{HIT}'>",
    f'"><img src=x onerror={HIT}>',
    f"'><img src=x onerror={HIT}>",
    f"' onfocus='{HIT}' autofocus='",
    f'" onfocus="{HIT}" autofocus="',
    f"` onfocus=`{HIT}` autofocus=`",
    f"<svg onload={HIT}>",
    f"<svg/onload={HIT}>",
    f"<svg><script>{HIT}</script></svg>",
    f"<svg><animate onbegin={HIT} attributeName=x dur=1s>",
    f"<math><mtext></mtext><script>{HIT}</script></math>",
    f"<body onload={HIT}>",
    "<iframe srcdoc='<script>parent.__hit=1</script>'></iframe>",
    "<iframe src='javascript:parent.__hit=1'></iframe>",
    f"<object data='javascript:{HIT}'></object>",
    f"<embed src='javascript:{HIT}'>",
    f"<details open ontoggle={HIT}>",
    f"<video><source onerror={HIT}></video>",
    f"<audio src=x onerror={HIT}>",
    f"<input autofocus onfocus={HIT}>",
    f"<select autofocus onfocus={HIT}>",
    f"<marquee onstart={HIT}>",
    f"<a href='javascript:{HIT}'>x</a>",
    f"[x](javascript:{HIT})",
    f"![x](x){{onerror={HIT}}}",
    f"*<img src=x onerror={HIT}>*",
    f"**<script>{HIT}</script>**",
    f"`<script>{HIT}</script>`",
    f"&lt;script&gt;{HIT}&lt;/script&gt;",
    f"&#60;script&#62;{HIT}&#60;/script&#62;",
    f"\\u003cscript\\u003e{HIT}\\u003c/script\\u003e",
    f"<link rel=stylesheet href='data:text/css,*{{background:url(x)}}'>"
    f"<script>{HIT}</script>",
    f"<meta http-equiv=refresh content='0;url=javascript:{HIT}'>",
    f"<base href='javascript:{HIT}//'>",
    f"<form action='javascript:{HIT}'><button>x</button></form>",
    f"{{{{constructor.constructor('{HIT}')()}}}}",
    f"{{% raw %}}<script>{HIT}</script>",
    f"${{{HIT}}}",
    f"$\\href{{javascript:{HIT}}}{{x}}$",
    f"=cmd|' /C calc'!A0 <script>{HIT}</script>",
    '""" + __import__("os").system("touch /hit") + """',
    "'''); raise SystemExit('hit'); ('''",
    "}=%~ <b>x</b> ::Q:: {=a ~b} # $ \\n",
)
assert len(set(PAYLOADS)) >= 40


def poison(payload, quiz=QUIZ):
    """Return the quiz with ``payload`` in every text that an author writes."""

    def options(many):
        return tuple(replace(o, text=payload, rationale=payload) for o in many)

    def told(step):
        return replace(
            step,
            messages=tuple(
                replace(m, sender=payload, text=payload) for m in step.messages
            ),
            choices=tuple(
                replace(c, text=payload, rationale=payload) for c in step.choices
            ),
        )

    def asked(question):
        return replace(
            question,
            stem=payload,
            options=options(question.options),
            items=options(question.items),
            pairs=tuple(
                replace(p, left=payload, right=f"{payload}{n}", rationale=payload)
                for n, p in enumerate(question.pairs)
            ),
            distractors=tuple(payload for _ in question.distractors),
            gap_text=question.gap_text and f"{payload} [[1]] {payload} [[2]]",
            gaps=tuple(replace(g, options=options(g.options)) for g in question.gaps),
            steps=tuple(told(step) for step in question.steps),
        )

    return replace(
        quiz,
        title=payload,
        questions=tuple(asked(question) for question in quiz.questions),
        confidence=tuple(replace(item, text=payload) for item in quiz.confidence),
    )
