/* Class results: adds up the codes that pupils read out (class_code.py). Nothing is
   sent and nothing is stored: what was typed is gone when the page is closed. */
(function () {
  'use strict';

  // --- The code: the same as class_code.py ---------------------------------------

  const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const MISREAD = { I: '1', L: '1', O: '0' };

  const tidy = (text) => text.toUpperCase().replace(/[\s-]/g, '');

  // [mark of the quiz, number of the answers]; null for what is no code.
  function readCode(text) {
    const digits = [...tidy(text)].map((sign) => SIGNS.indexOf(MISREAD[sign] || sign));
    if (digits.length !== 8 || digits.includes(-1)) return null;
    const check = digits.reduce((sum, digit) => sum << 1 ^ (sum > 15 ? 37 : 0) ^ digit, 1);
    if (check) return null;
    const number = digits.slice(0, 7).reduce((sum, digit) => sum * 32 + digit, 0);
    return [number % 65536, Math.floor(number / 65536)];
  }

  // The state of each answer; null for a number that is too large.
  function readStates(number, sizes) {
    let rest = number;
    const states = sizes.reduceRight((found, size) => {
      found.unshift(rest % size);
      rest = Math.floor(rest / size);
      return found;
    }, []);
    return rest ? null : states;
  }

  window.lessonkitClass = { readCode, readStates };

  // --- The page --------------------------------------------------------------------

  const page = document.querySelector('.class-results');
  if (!page) return;
  const one = (selector, root = page) => root.querySelector(selector);
  const text = JSON.parse(page.dataset.text);
  const fill = (words, value) => words.replace('{0}', value);
  const box = one('.code-box');
  const quizzes = new Map([...page.querySelectorAll('.class-quiz')].map((root) =>
    [Number(root.dataset.mark),
      { root, sizes: root.dataset.sizes.split(' ').map(Number) }]));
  let codes = [];
  // What there was before each step, for taking it back.
  const past = [];

  const say = (words) => { one('.said').textContent = words; };

  function count(quiz, all) {
    const enough = all.length >= Number(text.least);
    quiz.root.hidden = !all.length;
    one('.quiz-count', quiz.root).textContent =
      all.length === 1 ? text.one : fill(text.many, all.length);
    one('.too-few', quiz.root).textContent = enough
      ? all.length < Number(text.enough) ? text.small : '' : text.few;
    one('.counted', quiz.root).hidden = !enough;
    for (const cell of quiz.root.querySelectorAll('td[data-state]')) {
      const chose = enough ? all.filter((states) =>
        states[cell.dataset.question] === Number(cell.dataset.state)).length : 0;
      const share = enough ? chose / all.length : 0;
      cell.textContent = chose;
      one('meter', cell.parentNode).value = share;
      one('.share', cell.parentNode).textContent = Math.round(share * 100) + ' %';
    }
  }

  function change(next) {
    past.push(codes);
    codes = next;
    draw();
  }

  function draw() {
    one('.none').hidden = codes.length;
    one('.print').hidden = one('.clear').hidden = !codes.length;
    one('.undo').hidden = !past.length;
    one('.how-many').textContent = codes.length;
    one('.codes').replaceChildren(...codes.map((entry) => {
      const item = document.createElement('li');
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = fill(text.remove, entry.code);
      button.addEventListener('click', () => {
        change(codes.filter((other) => other !== entry));
        say(fill(text.removed, entry.code));
        (one('.codes button') || box).focus();
      });
      item.append(button);
      return item;
    }));
    for (const [mark, quiz] of quizzes) {
      count(quiz, codes.filter((c) => c.mark === mark).map((c) => c.states));
    }
  }

  // Puts a code into the list; returns whether it was taken.
  function take(signs, taken) {
    const code = signs.slice(0, 4) + '-' + signs.slice(4);
    const found = readCode(signs);
    if (!found) {
      say(fill(text.wrong, code));
      return false;
    }
    const quiz = quizzes.get(found[0]);
    const states = quiz && readStates(found[1], quiz.sizes);
    if (!states) {
      say(fill(text.other, code));
      return false;
    }
    const plain = [...signs].map((sign) => MISREAD[sign] || sign).join('');
    const shown = plain.slice(0, 4) + '-' + plain.slice(4);
    const twice = [...codes, ...taken].some((other) => other.code === shown);
    taken.push({ code: shown, mark: found[0], states });
    say(fill(twice ? text.same : text.added, shown));
    return true;
  }

  // Several codes may be pasted at once; those that are not taken stay in the box.
  function add() {
    const signs = tidy(box.value).replace(/[,;]/g, '');
    if (!signs || signs.length % 8) {
      say(text.length);
    } else {
      const taken = [];
      const left = signs.match(/.{8}/g).filter((part) => !take(part, taken));
      if (taken.length) change([...codes, ...taken]);
      box.value = left.join(' ');
      // Why the first of those was not taken counts more than what was.
      if (left.length) take(left[0], []);
    }
    box.focus();
  }

  one('.add').addEventListener('click', add);
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    add();
  });
  one('.clear').addEventListener('click', () => {
    change([]);
    say(text.cleared);
    box.focus();
  });
  one('.undo').addEventListener('click', () => {
    codes = past.pop();
    draw();
    say(text.undone);
    box.focus();
  });
  one('.print').addEventListener('click', () => window.print());
  draw();
  page.hidden = false;
})();
