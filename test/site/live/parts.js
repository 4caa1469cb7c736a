// A list of posts as a custom element that comes into being long after the page; its last post is in an element of its own.
import { makePost } from './post.js';

/** A shadow tree takes no style from the page. */
const loose = new CSSStyleSheet();
loose.replaceSync('article { margin-block: 20rem; padding: 1rem; border: 1px solid; }');

function fillTree(host, ...content) {
  const tree = host.attachShadow({ mode: 'open' });
  tree.adoptedStyleSheets = [loose];
  tree.append(...content);
}

customElements.define(
  'post-frame',
  class extends HTMLElement {
    constructor() {
      super();
      fillTree(this, makePost(2));
    }
  },
);
setTimeout(() => {
  customElements.define(
    'post-list',
    class extends HTMLElement {
      constructor() {
        super();
        fillTree(this, makePost(0), makePost(1), document.createElement('post-frame'));
      }
    },
  );
}, 700);
