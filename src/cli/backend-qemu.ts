// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { type CaseNeeds, type MachineShape, shapeFor } from '../project/needs.js';
import { openTree } from '../tree/kernel-tree.js';
import { UserError } from '../util/user-error.js';
import type { Machine } from '../vm/guest.js';
import { findKernel } from '../vm/kernel.js';
import { findQemu, qemuMachine } from '../vm/qemu.js';
import { planTopology, topologyOfShape } from '../vm/topology.js';
import type { PreparedBackend } from './backend.js';
import { prepareModules } from './backend-modules.js';
import type { Arguments } from './parse.js';
import { discover } from './prepare.js';
import { inTree } from './prepare-tree.js';
import { isShapeGiven } from './prepared.js';
import type { Progress } from './progress.js';

const defaults: MachineShape = { cpus: 4, nodes: 2, cpulessNodes: 0, memorylessNodes: 0 };

/** Cases in a real kernel, as modules in a QEMU machine. */
export async function prepareQemu(args: Arguments, progress: Progress, signal: AbortSignal): Promise<PreparedBackend> {
  for (const name of ['tree', 'sanitize', 'explain', 'kunitconfig'])
    if (args.has(name) && args.text('backend') === 'qemu')
      throw new UserError(`--${name} is for other backends: leave it out with --backend qemu`);
  const folder = args.text('tree');
  const tree = folder === undefined ? undefined : openTree(folder);
  const found = await discover(tree ? args.withOperands(args.operands.map((word) => inTree(word, tree))) : args);
  const { config } = found.project;
  const { cpus, nodes } = config;
  const usual = { ...defaults, ...(cpus && { cpus }), ...(nodes && { nodes }) };
  const isGiven = isShapeGiven(config);
  const memory = args.text('memory') ?? '1G';
  const qemu = findQemu();
  const kernel = findKernel(args.text('kernel'), args.text('modules'));
  const { name, reason } = qemu.accelerator;
  const how = name === 'kvm' ? 'KVM' : `software emulation (${reason})`;
  const machines = new Map<string, { machine: Machine; shape: MachineShape }>();
  const machineFor = (needs: CaseNeeds[]) => {
    const shape = isGiven ? usual : shapeFor(needs, usual);
    const topology = isGiven
      ? planTopology({ cpus: usual.cpus, nodes: usual.nodes, memory, node: [], distance: [] })
      : topologyOfShape(shape, memory);
    const key = JSON.stringify(shape);
    const boot = { kernel: kernel.image, append: args.text('append') ?? '', topology, devices: [] };
    const known = machines.get(key) ?? { machine: qemuMachine(qemu, boot), shape };
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
    signal,
  );
}
