import { PickerBar } from '../../../components/picker/picker-bar.tsx';
import { createPicking } from '../../../components/picker/picking.ts';
import type { State } from '../state.ts';

/** Its bar over a feed: what is chosen there is the feed's first post. */
const state = (name: string, choose: 'nothing' | 'points' | 'chooses' | 'finds nothing'): State => ({
  name: `picker: ${name}`,
  frame: 'picker',
  show({ layer }) {
    const feed = layer.ownerDocument.createElement('div');
    feed.hidden = true;
    for (const id of ['a1', 'a2', 'a3']) {
      const post = layer.ownerDocument.createElement('article');
      post.className = 'post card';
      post.dataset.postId = id;
      post.textContent = `Post ${id}`;
      feed.append(post);
    }
    layer.ownerDocument.body.append(feed);
    const picking = createPicking();
    const first = feed.firstElementChild;
    if (first !== null && choose === 'points') picking.point(first);
    if (first !== null && choose === 'chooses') picking.choose(first);
    if (choose === 'finds nothing') picking.store.setState({ nothing: true });
    return <PickerBar picking={picking} onUse={() => {}} onCancel={() => {}} />;
  },
});

export const states: readonly State[] = [
  state('at first', 'nothing'),
  state('something is pointed at', 'points'),
  state('something was chosen', 'chooses'),
  state('nothing lasting was found', 'finds nothing'),
];
