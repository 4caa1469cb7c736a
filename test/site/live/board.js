// A list that is thrown away and drawn anew, with other nodes in the same places, five times a second.
import { makePost } from './post.js';

const board = document.getElementById('board');
const draw = () => board.replaceChildren(...Array.from({ length: 6 }, (_, index) => makePost(index)));
draw();
setInterval(draw, 200);
