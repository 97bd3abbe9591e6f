// Elements that several parts of the page are made of. Words are set as text, never as markup.

export function element(tag, className = '', ...content) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...content.filter((one) => one !== null && one !== undefined));
  return made;
}

// A message in words; what stands in backticks is a name.
export function spoken(words) {
  return words.split('`').map((one, index) => (index % 2 ? element('code', '', one) : one));
}

// A place in a file: its words to read and copy, and a link where the program was told of an editor.
export function place(told) {
  const words = element('code', '', told.where);
  const shown = told.link ? element('a', '', words) : words;
  if (told.link) shown.href = told.link;
  const copy = element('button', 'copy', 'copy');
  copy.title = `Copy ${told.where}`;
  copy.addEventListener('click', async () => {
    await navigator.clipboard.writeText(told.where);
    copy.textContent = 'copied';
    setTimeout(() => { copy.textContent = 'copy'; }, 1500);
  });
  return element('div', 'place', shown, copy);
}
