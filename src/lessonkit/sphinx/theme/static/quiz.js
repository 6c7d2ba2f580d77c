/* The quiz: marks answers, says why, keeps them in this tab only.
   The scoring rules are those of grading.py; tests run both on the same vectors.
   Text is only ever set as text or cloned from the page. */
(function () {
  'use strict';

  // --- Scoring -----------------------------------------------------------------

  const isIndex = (value, count) =>
    Number.isInteger(value) && value >= 0 && value < count;
  const isList = Array.isArray;

  // Which places (pairs, gaps) hold their key; null for an answer of another shape.
  const placesRight = (key, answer) =>
    isList(answer) && answer.length === key.keys.length
      ? key.keys.map((right, n) => answer[n] === right)
      : null;

  // Best (1) or not (0) at each step of a story; null until it has ended.
  function walk(key, answer) {
    if (!isList(answer)) return null;
    let here = 0;
    const path = [];
    for (const chosen of answer) {
      const choices = key.steps[here];
      if (!isIndex(chosen, choices.length)) return null;
      path.push(choices[chosen][0]);
      here = choices[chosen][1];
    }
    return key.steps[here].length ? null : path;
  }

  // [points, out of]
  function tally(key, answer) {
    switch (key.type) {
      case 'multiple': {
        const all = key.keys.length;
        if (!isList(answer) || !answer.every((n) => isIndex(n, key.options))) {
          return [0, all];
        }
        const chosen = [...new Set(answer)];
        const right = chosen.filter((n) => key.keys.includes(n)).length;
        return [Math.max(0, right - (chosen.length - right)), all];
      }
      case 'ordering': {
        const ok = isList(answer) && answer.length === key.items &&
          new Set(answer).size === key.items &&
          answer.every((n) => isIndex(n, key.items));
        return [ok ? answer.filter((item, n) => item === n).length : 0, key.items];
      }
      case 'matching':
      case 'gap_select':
        return [(placesRight(key, answer) || []).filter(Boolean).length, key.keys.length];
      case 'scenario': {
        const path = walk(key, answer) || [];
        return [path.filter(Boolean).length, path.length || 1];
      }
      default:
        return [Number(isIndex(answer, key.options) && key.keys.includes(answer)), 1];
    }
  }

  function score(key, answer) {
    const [points, all] = tally(key, answer);
    return points / all;
  }

  function isAnswered(key, answer) {
    if (key.type === 'scenario') return Boolean((walk(key, answer) || []).length);
    if (!isList(answer)) return answer !== null && answer !== undefined;
    return answer.some((chosen) => chosen !== null);
  }

  // --- The code for the class: first answers, no name; the same as class_code.py ---

  const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const hasOptions = (key) => key.type === 'single' || key.type === 'true_false';

  function stateOf(key, answer) {
    if (!isAnswered(key, answer)) return 0;
    if (hasOptions(key)) return answer + 1;
    const [points, of] = tally(key, answer);
    return points === of ? 3 : points ? 2 : 1;
  }

  function classCode(mark, keys, answers) {
    // 35 bits: more than the bit operators take.
    let rest = 65536 * keys.reduce((sum, key, n) =>
      sum * (hasOptions(key) ? key.options + 1 : 4) + stateOf(key, answers[n]), 0) + mark;
    const digits = [0];
    for (let n = 0; n < 7; n += 1) {
      digits.unshift(rest % 32);
      rest = Math.floor(rest / 32);
    }
    // The check sign makes the sum in GF(32) zero.
    digits[7] = digits.reduce((sum, digit) => sum << 1 ^ (sum > 15 ? 37 : 0) ^ digit, 1);
    return digits.map((digit) => SIGNS[digit]).join('').replace(/^.{4}/, '$&-');
  }

  // --- Elements ----------------------------------------------------------------

  const all = (root, selector) => [...root.querySelectorAll(selector)];
  const one = (root, selector) => root.querySelector(selector);
  const show = (element, shown) => { if (element) element.hidden = !shown; };

  function make(tag, name, ...children) {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...children);
    return element;
  }

  function button(text, onClick) {
    const element = make('button', '', text);
    element.type = 'button';
    element.addEventListener('click', onClick);
    return element;
  }

  const fill = (text, ...values) =>
    text.replace(/\{(\d)\}/g, (_, n) => String(values[n]));
  const number = (value) =>
    (Math.round(value * 10) / 10).toLocaleString(document.documentElement.lang || 'en');

  // --- Question types: read the controls, set them, mark them ---------------------

  function choiceType(q) {
    const inputs = all(q.root, '.option input');
    const multiple = q.key.type === 'multiple';
    return {
      read() {
        const chosen = inputs.filter((i) => i.checked).map((i) => inputs.indexOf(i));
        return multiple ? chosen : chosen.length ? chosen[0] : null;
      },
      write(answer) {
        const chosen = isList(answer) ? answer : [answer];
        inputs.forEach((input, n) => { input.checked = chosen.includes(n); });
      },
      marks: (answer) => [].concat(answer).map((n) =>
        [inputs[n].parentNode, q.key.keys.includes(n), n]),
      words: (answer) => [].concat(answer).map((n) =>
        one(inputs[n].parentNode, '.option-text').textContent).join('; '),
    };
  }

  function orderingType(q) {
    const list = one(q.root, '.ordering');
    const items = () => [...list.children];
    const authored = items();
    const itemOf = (n) => authored.find((item) => Number(item.dataset.item) === n);

    function moved(item) {
      items().forEach((each, n, every) => {
        one(each, '.up').setAttribute('aria-disabled', String(n === 0));
        one(each, '.down').setAttribute('aria-disabled', String(n === every.length - 1));
      });
      if (!item) return;
      q.changed();
      q.say(one(item, '.item-text').textContent + ' ' +
        fill(q.text.place, items().indexOf(item) + 1, authored.length));
    }

    function move(item, by, control) {
      const other = items()[items().indexOf(item) + by];
      if (!other) return;
      list.insertBefore(item, by < 0 ? other : other.nextSibling);
      moved(item);
      control.focus();
    }

    for (const item of authored) {
      all(item, '[hidden]').forEach((part) => show(part, true));
      for (const [name, by] of [['.up', -1], ['.down', 1]]) {
        const control = one(item, name);
        control.addEventListener('click', () => move(item, by, control));
        control.addEventListener('keydown', (event) => {
          const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
          if (!way) return;
          event.preventDefault();
          move(item, way, control);
        });
      }
      const grip = one(item, '.grip');
      let from = null;
      grip.addEventListener('pointerdown', (event) => {
        event.preventDefault();
        grip.setPointerCapture(event.pointerId);
        from = items().indexOf(item);
        item.classList.add('dragged');
      });
      grip.addEventListener('pointermove', (event) => {
        if (from === null) return;
        const over = items().find((other) => {
          const box = other.getBoundingClientRect();
          return event.clientY >= box.top && event.clientY <= box.bottom;
        });
        if (!over || over === item) return;
        const later = items().indexOf(over) > items().indexOf(item);
        list.insertBefore(item, later ? over.nextSibling : over);
        // Moving an element in the page drops the capture.
        grip.setPointerCapture(event.pointerId);
      });
      const drop = () => {
        if (from === null) return;
        item.classList.remove('dragged');
        if (items().indexOf(item) !== from) moved(item);
        from = null;
      };
      grip.addEventListener('pointerup', drop);
      grip.addEventListener('pointercancel', drop);
    }
    moved();
    return {
      read: () => items().map((item) => Number(item.dataset.item)),
      write(answer) {
        list.append(...(isList(answer) ? answer.map(itemOf) : authored));
        moved();
      },
      marks: (answer) => answer.map((n, place) => [itemOf(n), n === place, n]),
      words: (answer) => answer.map((n) =>
        one(itemOf(n), '.item-text').textContent).join(' → '),
    };
  }

  // What belongs to the pairs, all in sight, to drag to its pair. For the pointer only:
  // the lists beside the pairs hold the same.
  function choiceCards(q, selects) {
    const cards = make('ul', 'cards', ...[...selects[0].options].slice(1).map((option) => {
      const grip = make('span', 'grip', '⠿');
      const card = make('li', 'item', grip, make('span', 'item-text', option.text));
      let over;
      let before;

      // The pair under the pointer shows the choice; it takes it when it is dropped.
      function hold(select) {
        if (select === over) return;
        if (over) over.value = before;
        over = select;
        if (!over) return;
        before = over.value;
        over.value = option.value;
      }

      grip.addEventListener('pointerdown', (event) => {
        event.preventDefault();
        grip.setPointerCapture(event.pointerId);
        card.classList.add('dragged');
      });
      grip.addEventListener('pointermove', (event) => {
        if (!card.matches('.dragged')) return;
        const pair = document.elementsFromPoint(event.clientX, event.clientY)
          .map((element) => element.closest('.pair')).find(Boolean);
        hold(selects.find((select) => select.parentNode === pair));
      });
      grip.addEventListener('pointerup', () => {
        if (!over) return;
        over = undefined;
        q.changed();
      });
      grip.addEventListener('lostpointercapture', () => {
        hold();
        card.classList.remove('dragged');
      });
      return card;
    }));
    cards.setAttribute('aria-hidden', 'true');
    selects[selects.length - 1].parentNode.after(cards);
  }

  function selectType(q) {
    const selects = all(q.root, 'select');
    const gaps = q.key.type === 'gap_select';
    if (!gaps) choiceCards(q, selects);
    return {
      read: () => selects.map((s) => (s.value === '' ? null : Number(s.value))),
      write(answer) {
        selects.forEach((select, n) => {
          select.value = isList(answer) && answer[n] !== null ? String(answer[n]) : '';
        });
      },
      marks: (answer) => (placesRight(q.key, answer) || []).map((right, n) =>
        [selects[n].parentNode, right,
          !gaps ? (right ? n : null) : answer[n] === null ? null : n + '-' + answer[n]]),
      words: (answer) => selects.map((select, n) => {
        const label = gaps ? String(n + 1) : select.labels[0].firstChild.textContent;
        const chosen = answer[n] === null ? '…'
          : all(select, 'option').find((o) => o.value === String(answer[n])).textContent;
        return label + ': ' + chosen;
      }).join('; '),
    };
  }

  function scenarioType(q) {
    const story = one(q.root, '.story');
    const steps = all(story, '.story-step');
    const play = make('div', 'story-play');
    story.after(play);
    show(story, false);
    let path = [];

    function reveal(index, focus) {
      const step = steps[index].cloneNode(true);
      step.removeAttribute('id');
      step.tabIndex = -1;
      all(step, '.choice').forEach((link, n) => {
        const control = button('', () => choose(step, index, n));
        control.className = 'choice';
        control.append(...link.childNodes);
        link.replaceWith(control);
      });
      if (!q.key.steps[index].length) {
        step.append(make('p', 'no-print', button(q.text.again, () => {
          write([]);
          q.changed();
          play.firstChild.focus();
        })));
      }
      play.append(step);
      if (focus) step.focus();
    }

    function choose(step, index, n, quiet) {
      const words = all(step, '.choice')[n];
      const next = q.key.steps[index][n][1];
      const result = make('div', 'consequence',
        make('p', 'chosen', q.text.you + ' ', ...words.childNodes),
        make('p', '', q.reason(index + '-' + n)));
      result.tabIndex = -1;
      one(step, '.choices').replaceWith(result);
      path.push(n);
      if (quiet) return;
      q.changed();
      const on = button(q.text.on, () => {
        on.parentNode.remove();
        reveal(next, true);
        if (!q.key.steps[next].length) q.check();
      });
      result.append(make('p', 'no-print', on));
      result.focus();
    }

    function write(answer) {
      play.replaceChildren();
      path = [];
      let here = 0;
      reveal(0);
      for (const n of isList(answer) ? answer : []) {
        choose(play.lastChild, here, n, true);
        here = q.key.steps[here][n][1];
        reveal(here);
      }
    }

    write([]);
    return {
      read: () => [...path],
      write,
      marks: () => [],
      words: (answer) => {
        let here = 0;
        return answer.map((n) => {
          const link = all(steps[here], '.choice')[n];
          here = q.key.steps[here][n][1];
          return link.textContent;
        }).join(' → ');
      },
    };
  }

  const TYPES = {
    ordering: orderingType,
    matching: selectType,
    gap_select: selectType,
    scenario: scenarioType,
  };

  // --- One question ----------------------------------------------------------------

  function question(root, text, onChange, onCheck) {
    const q = { root, text, id: root.dataset.question };
    const details = one(root, '.quiz-answer');
    const feedback = one(root, '.feedback');
    const actions = one(root, '.question-actions');
    // first and now: the answer of the first check and of the latest one.
    const state = { now: null, first: null, checked: false };
    q.key = JSON.parse(root.dataset.key);
    q.state = state;
    q.say = (words) => feedback.replaceChildren(make('p', '', words));
    q.reason = (place) => {
      const reasons = one(details, 'li[data-for="' + place + '"] .rationale');
      return reasons ? reasons.cloneNode(true) : '';
    };

    function unmark() {
      all(root, '.mark').forEach((mark) => mark.remove());
      all(root, '.is-right, .is-wrong').forEach((marked) =>
        marked.classList.remove('is-right', 'is-wrong'));
      delete root.dataset.result;
    }

    q.changed = () => {
      const wasChecked = state.checked;
      unmark();
      state.checked = false;
      state.now = type.read();
      feedback.replaceChildren();
      if (wasChecked && q.key.type !== 'scenario') q.say(text.changed);
      onChange();
    };

    q.check = () => {
      const answer = type.read();
      unmark();
      if (!isAnswered(q.key, answer)) {
        q.say(text.choose);
        return;
      }
      state.now = answer;
      state.checked = true;
      if (state.first === null) state.first = answer;
      draw();
      onCheck(q);
    };

    function draw() {
      const [points, of] = tally(q.key, state.now);
      const result = points === of ? 'right' : points ? 'partly' : 'wrong';
      const reasons = make('ul', 'reasons');
      root.dataset.result = result;
      for (const [element, right, place] of type.marks(state.now)) {
        element.classList.add(right ? 'is-right' : 'is-wrong');
        element.append(make('span', 'mark', ' (' + (right ? text.ok : text.notok) + ')'));
        const why = place === null ? '' : q.reason(place);
        if (why) reasons.append(make('li', '', why));
      }
      const verdict = q.key.type === 'scenario'
        ? fill(text.best, points, of) : fill(text[result], points, of);
      feedback.replaceChildren(make('p', 'verdict', verdict));
      if (reasons.firstChild) feedback.append(reasons);
      show(details, true);
    }

    q.restore = (saved) => {
      unmark();
      feedback.replaceChildren();
      show(details, false);
      Object.assign(state, { now: null, first: null, checked: false }, saved);
      type.write(state.now);
      if (state.checked) draw();
    };
    q.first = () => (state.first === null ? 0 : score(q.key, state.first));
    q.now = () => (state.checked ? score(q.key, state.now) : 0);
    q.words = () => type.words(state.now);

    const type = (TYPES[q.key.type] || choiceType)(q);
    show(details, false);
    if (q.key.type !== 'scenario') {
      show(actions, true);
      one(actions, '.check').addEventListener('click', q.check);
    }
    root.addEventListener('change', q.changed);
    root.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !event.target.matches('input')) return;
      event.preventDefault();
      q.check();
    });
    return q;
  }

  // --- The quiz ----------------------------------------------------------------------

  function quiz(root) {
    const text = JSON.parse(root.dataset.text);
    const storageKey = 'lessonkit:quiz:' + root.dataset.quiz;
    const review = one(root, '.review');
    const ratings = all(root, '.confidence input');
    const tell = (type, detail) => root.dispatchEvent(
      new CustomEvent('lessonkit:quiz', { bubbles: true, detail: { type, ...detail } }));

    // A browser may refuse storage (file://, private windows): the quiz works without.
    function load() {
      try {
        return JSON.parse(sessionStorage.getItem(storageKey)) || {};
      } catch {
        return {};
      }
    }

    function save() {
      const answers = {};
      for (const q of questions) if (q.state.now !== null) answers[q.id] = q.state;
      const rated = ratings.filter((r) => r.checked).map((r) => [r.name, r.value]);
      try {
        sessionStorage.setItem(storageKey,
          JSON.stringify({ answers, ratings: Object.fromEntries(rated) }));
      } catch { /* as above */ }
    }

    function progress() {
      const checked = questions.filter((q) => q.state.checked).length;
      one(root, '.progress').textContent = fill(text.progress, checked, questions.length);
    }

    const questions = all(root, '.question').map((element) =>
      question(element, text, () => { save(); progress(); }, (q) => {
        save();
        progress();
        tell('checked', {
          question: q.id, kind: q.key.type, answer: q.state.now, score: q.now(),
          first: q.first(), words: q.words(),
        });
      }));

    const sum = (share) => questions.reduce((total, q) => total + q[share](), 0);
    const link = (q, n) => {
      const anchor = make('a', '', fill(text.question, n + 1));
      anchor.href = '#' + q.root.id;
      return anchor;
    };

    function changes() {
      for (const field of all(root, '[data-when="after"] [data-item]')) {
        const now = one(field, 'input:checked');
        const before = one(root, '[data-when="before"] [data-item="' +
          field.dataset.item + '"] input:checked');
        const word = (input) => input.parentNode.textContent.trim();
        one(field, '.change').textContent = now && before
          ? fill(text.change, word(before), word(now)) : '';
      }
    }

    function drawReview() {
      const objectives = new Map();
      one(root, '.total').textContent = fill(text.total,
        number(sum('first')), questions.length, number(sum('now')));
      one(root, '.review-list').replaceChildren(...questions.map((q, n) => {
        const result = q.root.dataset.result;
        const words = !result ? text.open : result === 'wrong' ? text.notyet
          : fill(text[result], ...tally(q.key, q.state.now));
        if (result !== 'right') {
          const goal = q.root.dataset.objective;
          objectives.set(goal, [...(objectives.get(goal) || []), [q, n]]);
        }
        return make('li', result || 'open', link(q, n), ': ',
          make('span', 'own-stem', one(q.root, '.stem').textContent + ' '), words + ' ',
          make('span', 'own-answer', result ? q.words() : ''));
      }));
      one(root, '.again-list').replaceChildren(...[...objectives].map(([goal, list]) =>
        make('li', '', goal + ' ', ...list.flatMap(([q, n]) => [link(q, n), ' ']))));
      if (!objectives.size) one(root, '.again-list').append(make('li', '', text.all));
      const code = one(root, '.class-code');
      if (code) {
        code.textContent = classCode(Number(code.dataset.mark),
          questions.map((q) => q.key), questions.map((q) => q.state.first));
      }
      changes();
      show(review, true);
    }

    one(root, '.show-review').addEventListener('click', () => {
      drawReview();
      one(root, '.review-title').focus();
      tell('finished', { score: sum('now'), first: sum('first'), of: questions.length });
    });

    one(root, '.clear').addEventListener('click', () => {
      try {
        sessionStorage.removeItem(storageKey);
      } catch { /* as above */ }
      questions.forEach((q) => q.restore());
      ratings.forEach((rating) => { rating.checked = false; });
      changes();
      show(review, false);
      progress();
      one(root, '.cleared').textContent = text.cleared;
      one(root, '.quiz-title').focus();
      tell('cleared');
    });

    // The lesson around it stays out: a review is a page or two.
    for (const [control, only] of [['.print', 'only-review'],
      ['.print-certificate', 'only-certificate']]) {
      one(root, control).addEventListener('click', () => {
        document.body.classList.add(only);
        window.print();
        document.body.classList.remove(only);
      });
    }

    ratings.forEach((rating) => rating.addEventListener('change', () => {
      save();
      changes();
    }));

    const saved = load();
    for (const q of questions) {
      const answer = (saved.answers || {})[q.id];
      // What is stored may come from an older edition of the quiz.
      try {
        if (answer) q.restore(answer);
      } catch {
        q.restore();
      }
    }
    for (const rating of ratings) {
      rating.checked = (saved.ratings || {})[rating.name] === rating.value;
    }
    progress();
    show(one(root, '.quiz-end'), true);
    show(one(root, '.certificate'), true);
    root.classList.add('is-live');
  }

  window.lessonkitQuiz = { score, isAnswered, classCode };
  const start = () => document.querySelectorAll('.quiz').forEach(quiz);
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', start);
  } else {
    start();
  }
})();
