const people = [
  'Freya L.',
  'dockside',
  'Nadia Wren',
  'ValueOwl',
  'Peter Maas',
  'Grid Girl',
  'BearCave',
  'Lin',
];
const things = [
  'Quillon guidance',
  'the Vantor yard',
  'the Norhaven statement',
  'Corran',
  'the Ostra recall',
];
const views = ['is nuts', 'is what I feared', 'was priced in', 'looks better than they say', 'is a surprise'];

const pick = (list, index) => list[index % list.length];

/** Fills an element with the post of this number, as frameworks do: attribute and content in one go. */
export function fill(element, index) {
  element.dataset.postId = String(500_000 + index);
  const header = document.createElement('header');
  const author = document.createElement('b');
  author.textContent = pick(people, index);
  header.append(author);
  const said = document.createElement('p');
  said.textContent = `No. ${index}: ${pick(things, index * 3)} ${pick(views, index * 7)}.`;
  element.replaceChildren(header, said);
}

export function makePost(index) {
  const post = document.createElement('article');
  post.className = 'post';
  fill(post, index);
  return post;
}
