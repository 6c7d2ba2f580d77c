"""Answer a question through its own controls, by pointer and by keyboard."""

from tests.quiz.sample import QUIZ

from lessonkit.grading import presented_order

QUESTIONS = {question.id: question for question in QUIZ.questions}


def answer_by_pointer(page, question_id, answer):
    """Set the controls of a question to ``answer`` and check it."""
    root = page.locator(f"[data-question={question_id}]")
    kind = QUESTIONS[question_id].type
    if kind == "scenario":
        for chosen in answer:
            root.locator(".story-play button.choice").nth(chosen).click()
            root.get_by_role("button", name="Go on").click()
        return
    if kind in ("matching", "gap_select"):
        for n, chosen in enumerate(answer):
            value = "" if chosen is None else str(chosen)
            root.locator("select").nth(n).select_option(value)
    elif kind == "ordering":
        for place, item in enumerate(answer):
            row = root.locator(f"[data-item='{item}']")
            while row.evaluate("e => [...e.parentNode.children].indexOf(e)") > place:
                row.locator(".up").click()
    else:
        for n, box in enumerate(root.locator(".option input").all()):
            wanted = n in answer if isinstance(answer, list) else n == answer
            if wanted:
                box.check()
            elif isinstance(answer, list):
                box.uncheck()
    root.locator(".check").click()


def tab_to(page, selector):
    """Press Tab until the focus is on an element that matches."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def answer_by_keyboard(page, question_id, answer, quiz=QUIZ):
    """Answer with keys only; the focus must be before the question's controls."""
    root = f"[data-question={question_id}]"
    question = next(item for item in quiz.questions if item.id == question_id)
    if question.type in ("single", "true_false"):
        tab_to(page, f"{root} input")
        page.keyboard.press("Space")
        for _ in range(answer):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    elif question.type == "multiple":
        for n in answer:
            tab_to(page, f"{root} input[value='{n}']")
            page.keyboard.press("Space")
        page.keyboard.press("Enter")
    elif question.type == "ordering":
        _order_by_keyboard(page, root, quiz, question, answer)
    elif question.type in ("matching", "gap_select"):
        for chosen in answer:
            tab_to(page, f"{root} select")
            shown = presented_order(quiz.id, question)
            steps = (shown.index(chosen) if question.type == "matching" else chosen) + 1
            for _ in range(steps):
                page.keyboard.press("ArrowDown")
        tab_to(page, f"{root} .check")
        page.keyboard.press("Enter")
    else:
        for chosen in answer:
            for _ in range(chosen + 1):
                tab_to(page, f"{root} button.choice")
            page.keyboard.press("Enter")
            tab_to(page, f"{root} .consequence button")
            page.keyboard.press("Enter")


def _order_by_keyboard(page, root, quiz, question, answer):
    order = list(presented_order(quiz.id, question))
    for place, item in enumerate(answer):
        steps = order.index(item) - place
        if not steps:
            continue
        # What is already in its place stands above: the way is always forward.
        tab_to(page, f"{root} [data-item='{item}'] .up")
        for n in range(steps):
            # Both ways to move: the button, and an arrow key on it.
            page.keyboard.press("Enter" if n % 2 else "ArrowUp")
        order.remove(item)
        order.insert(place, item)
    tab_to(page, f"{root} .check")
    page.keyboard.press("Enter")
