"""A quiz with every question type, made by hand, for tests that need no source tree."""

from lessonkit.model.problem import Place
from lessonkit.model.quiz import (
    ChatChoice,
    ChatMessage,
    ChatStep,
    ConfidenceItem,
    Gap,
    Option,
    Pair,
    Question,
    Quiz,
)

PLACE = Place("quizzes/11-13/sample.yml")


def right(text: str, rationale: str) -> Option:
    return Option(text, True, rationale)


def wrong(text: str, rationale: str) -> Option:
    return Option(text, False, rationale)


SINGLE = Question(
    id="not-a-joke",
    objective="explain-harm",
    type="single",
    stem="Why is a fake picture *not* a joke?",
    place=PLACE,
    options=(
        wrong("Because it is made badly.", "How good it looks makes no difference."),
        right("Because a **real person** is hurt.", "The harm is real: a person is."),
        wrong("Because it costs money.", "Money is not what makes it wrong."),
        wrong("Because nobody laughs.", "Some people laugh. It still hurts."),
    ),
)

MULTIPLE = Question(
    id="who-can-help",
    objective="find-help",
    type="multiple",
    stem="Who can you tell?",
    place=PLACE,
    options=(
        right("A parent or carer", "Yes: someone at home can help."),
        wrong("Everyone in the group chat", "That spreads it further."),
        right("A teacher you trust", "Yes: schools know what to do."),
        right("A helpline", "Yes: you do not have to give your name."),
        wrong("Nobody", "You never have to be alone with this."),
    ),
)

TRUE_FALSE = Question(
    id="your-fault",
    objective="explain-harm",
    type="true_false",
    stem="It is the fault of the person in the picture.",
    place=PLACE,
    options=(
        wrong("True", "No. The person who made it did the harm."),
        right("False", "Right: it is never their fault."),
    ),
)

ORDERING = Question(
    id="first-steps",
    objective="find-help",
    type="ordering",
    stem="Put the first steps in order.",
    place=PLACE,
    items=(
        right("Stop and breathe.", "You have time."),
        right("Do not reply.", "Answering gives them more."),
        right("Tell an adult you trust.", "You need not be alone."),
        right("Report it together.", "Two can do it better."),
    ),
)

MATCHING = Question(
    id="what-it-means",
    objective="explain-harm",
    type="matching",
    stem="What does each word mean?",
    place=PLACE,
    pairs=(
        Pair("consent", "a yes that can be taken back", "Consent can be taken back."),
        Pair("upstander", "someone who helps", "An upstander helps."),
        Pair("hash", "a fingerprint of a file", "A hash shows no picture."),
    ),
    distractors=("a kind of password",),
)

GAP_SELECT = Question(
    id="a-hash",
    objective="find-help",
    type="gap_select",
    stem="Fill the gaps.",
    place=PLACE,
    gap_text="A hash is a [[1]] of a picture. The picture [[2]].",
    gaps=(
        Gap(
            (
                right("fingerprint", "A hash works like a fingerprint."),
                wrong("copy", "A copy would show the picture."),
            )
        ),
        Gap(
            (
                wrong("is sent away", "Nothing but the hash is sent."),
                right("stays with you", "It never leaves your device."),
                wrong("is deleted", "Nothing is deleted by a hash."),
            )
        ),
    ),
)

SCENARIO = Question(
    id="ravi-writes",
    objective="find-help",
    type="scenario",
    stem="Ravi writes to you. What do you do?",
    place=PLACE,
    steps=(
        ChatStep(
            "start",
            (
                ChatMessage("Ravi", "Someone made a fake picture of me."),
                ChatMessage("Ravi", "Please tell no one."),
            ),
            (
                ChatChoice(
                    "“I believe you. Let us tell Ms Okoro.”",
                    True,
                    "Believing him is the first help.",
                    "tell",
                ),
                ChatChoice(
                    "“Send it to me, I want to see it.”",
                    False,
                    "Looking at it hurts him again.",
                    "pressure",
                ),
            ),
        ),
        ChatStep(
            "pressure",
            (ChatMessage("Ravi", "No. I thought you were my friend."),),
            (
                ChatChoice("“You are right. Sorry.”", True, "Mended.", "tell"),
                ChatChoice("Say nothing", False, "He is still alone.", "alone"),
            ),
        ),
        ChatStep(
            "alone",
            (ChatMessage("Ravi", "I do not know what to do."),),
            (
                ChatChoice(
                    "“I will come with you.”", True, "It is not too late.", "tell"
                ),
            ),
        ),
        ChatStep(
            "tell",
            (ChatMessage("Ms Okoro", "Thank you for telling me. I can help."),),
            (),
            help_need="friend",
        ),
    ),
)

QUIZ = Quiz(
    band="11-13",
    slug="sample",
    title="A sample",
    questions=(
        SINGLE,
        MULTIPLE,
        TRUE_FALSE,
        ORDERING,
        MATCHING,
        GAP_SELECT,
        SCENARIO,
    ),
    confidence=(
        ConfidenceItem("who-i-tell", "I know who I would tell."),
        ConfidenceItem("say-no", "I can say no to a friend."),
    ),
    path="quizzes/11-13/sample.yml",
)

OBJECTIVES = {
    "explain-harm": "You can explain why a fake picture harms a real person.",
    "find-help": "You can name who helps.",
}

#: For each question: the right answer, a partly right one (or None), a wrong one.
ANSWERS = {
    "not-a-joke": (1, None, 0),
    "who-can-help": ([0, 2, 3], [0, 2], [1, 4]),
    "your-fault": (1, None, 0),
    "first-steps": ([0, 1, 2, 3], [1, 0, 2, 3], [1, 2, 3, 0]),
    "what-it-means": ([0, 1, 2], [0, 1, 3], [1, 2, 0]),
    "a-hash": ([0, 1], [1, 1], [1, 0]),
    "ravi-writes": ([0], [1, 0], None),
}
