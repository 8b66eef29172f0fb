// SPDX-License-Identifier: MIT OR GPL-2.0-only
// The house's arrows (docs/architecture.md):
// cli → (run, backends, report) → build → (link, tree, toolchain, vm) → (project, config) → events → util.
const layers = [
  ['cli'],
  ['run', 'backends', 'report'],
  ['build'],
  ['link', 'tree', 'toolchain', 'vm'],
  ['project', 'config'],
  ['events'],
  ['util'],
];

const room = (names) => `^src/(${names.join('|')})/`;

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    ...layers.slice(1).map((names, i) => ({
      name: `${names.join('-')}-looks-down-only`,
      severity: 'error',
      from: { path: room(names) },
      to: { path: room(layers.slice(0, i + 1).flat()) },
    })),
    {
      name: 'report-does-not-run',
      severity: 'error',
      from: { path: room(['report']) },
      to: { path: room(['run', 'backends']) },
    },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, pathNot: '\\.d\\.ts$' }, to: {} },
    {
      name: 'declared-only',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'] },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
