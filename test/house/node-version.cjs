// Loaded before anything else by the scripts (node -r), so it must run on every old Node.
const needed = 24;
if (Number(process.versions.node.split('.')[0]) < needed) {
  console.error(
    'Glosa needs Node ' +
      needed +
      '; this is ' +
      process.versions.node +
      '. Run npm ci, which brings Node ' +
      needed +
      ' along, and start by npm run.',
  );
  process.exit(1);
}
