// A virtual, infinite list: eight nodes in a part of the page that scrolls, used again for whatever is in sight.
import { fill, makePost } from './post.js';

const height = 130;
const nodes = 8;
const feed = document.getElementById('feed');
const content = document.createElement('div');
const pool = Array.from({ length: nodes }, (_, index) => makePost(index));
const shown = new Map();
let length = 30;

function draw() {
  if (feed.scrollTop + 2 * feed.clientHeight > length * height) length += 30;
  content.style.height = `${length * height}px`;
  const first = Math.max(0, Math.floor(feed.scrollTop / height) - 1);
  for (let index = first; index < first + nodes; index += 1) {
    const post = pool[index % nodes];
    if (shown.get(post) === index) continue;
    shown.set(post, index);
    fill(post, index);
    post.style.top = `${index * height}px`;
  }
}

content.append(...pool);
feed.append(content);
feed.addEventListener('scroll', draw, { passive: true });
draw();
