// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { jsonReporter } from './json.js';
import { junitReporter } from './junit.js';
import { ktapReporter } from './ktap.js';
import { prettyReporter } from './pretty.js';
import type { ReporterFactory } from './reporter.js';

export const reporters: Record<string, ReporterFactory> = {
  pretty: prettyReporter,
  ktap: ktapReporter,
  json: jsonReporter,
  junit: junitReporter,
};
