/* The branching story: tells the numbered parts of the page one by one.
   Keeps nothing, marks nothing. Text is only ever set as text or cloned from the page. */
(function () {
  'use strict';

  const one = (root, selector) => root.querySelector(selector);
  const all = (root, selector) => [...root.querySelectorAll(selector)];

  function make(name, className, ...children) {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...children);
    return element;
  }

  function button(label, action) {
    const element = make('button', '', label);
    element.type = 'button';
    element.addEventListener('click', action);
    return element;
  }

  function story(root) {
    const text = JSON.parse(root.dataset.text);
    const pages = all(root, '.story-part');
    const told = make('div', 'story-told');
    const place = make('p', 'story-place');
    const back = button(text.back, goBack);
    const again = button(text.again, start);
    const other = button(text.text, () => {
      const whole = root.classList.toggle('is-whole');
      other.textContent = whole ? text.play : text.text;
    });
    const play = make('div', 'story-play', told, place,
      make('p', 'story-ways', back, ' ', again));
    // The choices taken: number of the part that was left, index of the choice.
    let path = [];
    place.setAttribute('role', 'status');

    function draw() {
      const begun = path.length > 0;
      back.hidden = !begun;
      again.hidden = !begun;
      place.textContent = text.part.replace('{0}', path.length + 1);
    }

    // Tell a part: number from 1, and the choice that led to it ("" for the first).
    function tell(number, from) {
      const part = pages[number - 1].cloneNode(true);
      part.removeAttribute('id');
      part.tabIndex = -1;
      all(part, '.story-number, .story-from, .story-goes').forEach((x) => x.remove());
      all(part, '.story-came').forEach((came) => {
        if (came.dataset.from !== from) came.remove();
      });
      const goes = part.dataset.goes.trim().split(' ');
      const choices = one(part, '.story-choices');
      all(part, '.story-choices a').forEach((link, index) => {
        const words = [...one(link, '.story-words').childNodes];
        link.replaceWith(button('', () => {
          const kept = make('p', 'story-chosen', make('span', 'sender', text.you), ' ',
            ...words.map((word) => word.cloneNode(true)));
          choices.replaceWith(kept);
          part.undo = () => kept.replaceWith(choices);
          path.push([number, index]);
          tell(Number(goes[index]), number + '-' + index).focus();
        }));
        all(choices, 'li')[index].firstChild.append(...words);
      });
      told.append(part);
      draw();
      return part;
    }

    function goBack() {
      path.pop();
      told.lastChild.remove();
      told.lastChild.undo();
      draw();
      told.lastChild.focus();
    }

    function start() {
      path = [];
      told.replaceChildren();
      tell(1, '').focus();
    }

    tell(1, '');
    root.append(play, make('p', 'story-other', other));
    root.classList.add('is-live');
  }

  const begin = () => all(document, '.story-book').forEach(story);
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', begin);
  } else {
    begin();
  }
})();
