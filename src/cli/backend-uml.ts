// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { UserError } from '../util/user-error.js';
import type { PreparedBackend } from './backend.js';

export async function prepareUml(): Promise<PreparedBackend> {
  throw new UserError('--backend uml: not there yet');
}
