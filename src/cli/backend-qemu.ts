// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { openTree } from '../tree/kernel-tree.js';
import { UserError } from '../util/user-error.js';
import { findKernel } from '../vm/kernel.js';
import { findQemu, qemuMachine } from '../vm/qemu.js';
import { planTopology } from '../vm/topology.js';
import type { PreparedBackend } from './backend.js';
import { prepareModules } from './backend-modules.js';
import type { Arguments } from './parse.js';
import { discover } from './prepare.js';
import { inTree } from './prepare-tree.js';
import type { Progress } from './progress.js';

const defaults = { cpus: 4, nodes: 2, memory: '1G' };

/** Cases in a real kernel, as modules in a QEMU machine. */
export async function prepareQemu(args: Arguments, progress: Progress, signal: AbortSignal): Promise<PreparedBackend> {
  for (const name of ['tree', 'sanitize', 'explain', 'kunitconfig'])
    if (args.has(name) && args.text('backend') === 'qemu')
      throw new UserError(`--${name} is for other backends: leave it out with --backend qemu`);
  const folder = args.text('tree');
  const tree = folder === undefined ? undefined : openTree(folder);
  const found = await discover(tree ? args.withOperands(args.operands.map((word) => inTree(word, tree))) : args);
  const { config } = found.project;
  const topology = planTopology({
    cpus: config.cpus ?? defaults.cpus,
    nodes: config.nodes ?? defaults.nodes,
    memory: args.text('memory') ?? defaults.memory,
    node: [],
    distance: [],
  });
  const qemu = findQemu();
  const kernel = findKernel(args.text('kernel'), args.text('modules'));
  const { name, reason } = qemu.accelerator;
  const how = name === 'kvm' ? 'KVM' : `software emulation (${reason})`;
  const boot = { kernel: kernel.image, append: args.text('append') ?? '', topology, devices: [] };
  return prepareModules(
    found,
    {
      backend: 'qemu',
      kernel,
      makeWords: [],
      machine: qemuMachine(qemu, boot),
      sentence: `Linux ${kernel.release} in QEMU with ${how}`,
    },
    args,
    progress,
    signal,
  );
}
