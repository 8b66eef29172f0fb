// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { findModuleTests } from '../../build/project-tests.js';
import type { Config } from '../../config/schema.js';
import {
  type CaseNeeds,
  isShapeGiven,
  type MachineShape,
  shapeFor,
  uniprocessor,
  usualMachine,
} from '../../project/needs.js';
import { policyOf, type RunPolicy } from '../../run/policy.js';
import { openTree } from '../../tree/kernel-tree.js';
import { inTree } from '../../tree/tree-targets.js';
import { findKernel } from '../../vm/kernel.js';
import type { Kernel } from '../../vm/machine-parts.js';
import { findQemu, type QemuProgram, qemuMachine } from '../../vm/qemu.js';
import { planTopology, type Topology, topologyOfShape } from '../../vm/topology.js';
import type { Backend, MachineRequest } from '../backend.js';
import { buildModules, logWord, type ModuleHost, type ModuleTests, runBuiltModules } from '../modules/built-modules.js';

/** Cases in a real kernel, as modules in a QEMU machine. */
export const qemuBackend: Backend<ModuleTests> = {
  async build(request, context) {
    const folder = request.build.tree;
    const tree = folder === undefined ? undefined : openTree(folder);
    const operands = tree ? request.build.operands.map((word) => inTree(word, tree)) : request.build.operands;
    const found = await findModuleTests({ ...request.build, operands });
    const { machine } = request;
    const machineFor = machinesOf(found.project.config, machine, policyOf(request.policy, found.project.config));
    const qemu = findQemu();
    const kernel = findKernel(machine.kernel, machine.modules);
    const { name, reason } = qemu.accelerator;
    const how = name === 'kvm' ? 'KVM' : `software emulation (${reason})`;
    const host: ModuleHost = {
      backend: 'qemu',
      kernel,
      makeWords: [],
      machineFor: machineFor(qemu, kernel),
      sentence: `Linux ${kernel.release} in QEMU with ${how}`,
    };
    return buildModules(found, host, request, context);
  },

  run: runBuiltModules,
};

/** Checks the machine's shape; then gives the machine for cases with some needs, one for each shape. */
function machinesOf(config: Config, { memory = memoryOf(config), append: words }: MachineRequest, policy: RunPolicy) {
  const append = `${logWord(policy.outputKib)} ${words}`.trim();
  const { cpus = usualMachine.cpus } = config;
  // Two, unless the CPUs that were asked for can not be shared by two.
  const { nodes = cpus % usualMachine.nodes === 0 ? usualMachine.nodes : 1 } = config;
  const usual: MachineShape = { ...uniprocessor, cpus, nodes };
  const topology = planTopology({ cpus, nodes, memory, node: [], distance: [] });
  return (qemu: QemuProgram, kernel: Kernel): ModuleHost['machineFor'] => {
    const machineOf = (shape: MachineShape, topology: Topology) => ({
      machine: qemuMachine(qemu, { kernel: kernel.image, append, topology, devices: [] }),
      shape,
    });
    const machines = new Map([[JSON.stringify(usual), machineOf(usual, topology)]]);
    return (needs: CaseNeeds[]) => {
      const shape = isShapeGiven(config) ? usual : shapeFor(needs, usual, { cpus: 64, nodes: 16 });
      const key = JSON.stringify(shape);
      const known = machines.get(key) ?? machineOf(shape, topologyOfShape(shape, memory));
      machines.set(key, known);
      return known;
    };
  };
}

function memoryOf({ memory }: Config): string {
  return memory === undefined ? '1G' : `${memory}M`;
}
