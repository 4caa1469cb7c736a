// Five thousand clauses of five elements each, more than a million characters; every half second one is written anew.
const clauses = 5_000;
const parties = ['the depot', 'the carrier', 'the customer', 'the agent', 'either party'];
const acts = ['shall store', 'may inspect', 'shall insure', 'may refuse', 'shall deliver', 'may sell'];
const things = ['the goods', 'each load', 'the pallets', 'the vouchers', 'the records'];

const one = (list, n) => list[n % list.length];
const words = (n) =>
  `${n + 1}. On day ${(n * 7919) % 997} ${one(parties, n)} ${one(acts, n * 3)} ${one(things, n * 5)} of lot ${n * 31}. `;

function fill(clause, n) {
  const strong = document.createElement('strong');
  const list = document.createElement('span');
  const note = document.createElement('em');
  strong.textContent = words(n);
  list.textContent = `Of lot ${n * 17} ${one(parties, n + 2)} keeps a list. `;
  note.textContent = `This holds for ${(n % 90) + 1} days, and no longer, unless ${one(parties, n + 1)} agrees in writing.`;
  clause.replaceChildren(
    strong,
    'It is done by those who are named in the annex, at their own cost and risk. ',
    list,
    note,
  );
}

const agreement = document.getElementById('agreement');
for (let n = 0; n < clauses; n += 1) {
  const clause = document.createElement('p');
  fill(clause, n);
  agreement.append(clause);
}
let next = clauses - 1;
setInterval(() => {
  fill(agreement.children[next], next);
  next = next > clauses / 2 ? next - 1 : clauses - 1;
}, 500);
