// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { BackendName, RunRequest } from './backend.js';

/** Where cases run: a back end, in one of several kernels if several are named. */
export interface RunPlace {
  /** How reports and comparisons call it. */
  name: string;
  backend: BackendName;
  /** The run's request, as far as it concerns this place. */
  request: RunRequest;
}

/** Beside qemu, --kernel is that machine's. */
export function backendOfKernels({ backends }: Pick<RunRequest, 'backends'>): BackendName {
  return backends.includes('qemu') ? 'qemu' : 'uml';
}

/** The places of a run, in the order of the command line. */
export function runPlaces(request: RunRequest): RunPlace[] {
  const { backends, kernels, machine } = request;
  return backends.flatMap((backend): RunPlace[] => {
    if (kernels.length < 2 || backend !== backendOfKernels(request)) return [{ name: backend, backend, request }];
    return kernels.map((kernel) => ({
      name: kernel,
      backend,
      request: {
        ...request,
        machine: { ...machine, kernel },
        commandFor: (address) => request.commandFor({ ...address, kernel }),
      },
    }));
  });
}
