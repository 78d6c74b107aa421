import { uploadCdn } from './cdn/upload-cdn.ts';
import type { Command } from './command.ts';
import { createDoctor } from './doctor.ts';
import { createInit } from './init.ts';
import { keys } from './keys.ts';
import { TELEGRAM_COMMANDS } from './telegram.ts';
import { WIDGET_COMMANDS } from './widget.ts';

/** In the order of a deployment. */
export const COMMANDS: readonly Command[] = [
  createInit(),
  keys,
  ...WIDGET_COMMANDS,
  uploadCdn,
  ...TELEGRAM_COMMANDS,
  createDoctor(),
];
