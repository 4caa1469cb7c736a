// Two thousand posts of five elements each; every half second one is used again for another post.
import { fill, makePost } from './post.js';

const posts = 2_000;
const many = document.getElementById('many');
for (let index = 0; index < posts; index += 1) {
  const post = makePost(index);
  post.append(document.createElement('small'));
  many.append(post);
}
let next = posts;
setInterval(() => {
  fill(many.children[next % posts], next);
  next += 1;
}, 500);
