// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { type CaseNeeds, type MachineShape, shapeFor, uniprocessor } from '../project/needs.js';
import { openTree } from '../tree/kernel-tree.js';
import { UserError } from '../util/user-error.js';
import { findKernel } from '../vm/kernel.js';
import { findQemu, qemuMachine } from '../vm/qemu.js';
import { planTopology, type Topology, topologyOfShape } from '../vm/topology.js';
import type { PreparedBackend } from './backend.js';
import { prepareModules } from './backend-modules.js';
import type { Arguments } from './parse.js';
import { discover } from './prepare.js';
import { inTree } from './prepare-tree.js';
import { isShapeGiven } from './prepared.js';
import type { Progress } from './progress.js';

/** Cases in a real kernel, as modules in a QEMU machine. */
export async function prepareQemu(args: Arguments, progress: Progress): Promise<PreparedBackend> {
  for (const name of ['tree', 'sanitize', 'explain'])
    if (args.has(name) && args.text('backend') === 'qemu')
      throw new UserError(`--${name} is for other backends: leave it out with --backend qemu`);
  const folder = args.text('tree');
  const tree = folder === undefined ? undefined : openTree(folder);
  const found = await discover(tree ? args.withOperands(args.operands.map((word) => inTree(word, tree))) : args);
  const { config } = found.project;
  const { cpus = 4, nodes = 2 } = config;
  const usual: MachineShape = { ...uniprocessor, cpus, nodes };
  const memory = args.text('memory') ?? '1G';
  const topology = planTopology({ cpus, nodes, memory, node: [], distance: [] });
  const qemu = findQemu();
  const kernel = findKernel(args.text('kernel'), args.text('modules'));
  const { name, reason } = qemu.accelerator;
  const how = name === 'kvm' ? 'KVM' : `software emulation (${reason})`;
  const append = args.text('append') ?? '';
  const machineOf = (shape: MachineShape, topology: Topology) => ({
    machine: qemuMachine(qemu, { kernel: kernel.image, append, topology, devices: [] }),
    shape,
  });
  const machines = new Map([[JSON.stringify(usual), machineOf(usual, topology)]]);
  const machineFor = (needs: CaseNeeds[]) => {
    const shape = isShapeGiven(config) ? usual : shapeFor(needs, usual, { cpus: 64, nodes: 16 });
    const key = JSON.stringify(shape);
    const known = machines.get(key) ?? machineOf(shape, topologyOfShape(shape, memory));
    machines.set(key, known);
    return known;
  };
  return prepareModules(
    found,
    {
      backend: 'qemu',
      kernel,
      makeWords: [],
      machineFor,
      sentence: `Linux ${kernel.release} in QEMU with ${how}`,
    },
    args,
    progress,
  );
}
