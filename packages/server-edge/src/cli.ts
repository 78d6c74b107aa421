#!/usr/bin/env node
/** The command `support-chat`. Everything it can do is in cli/; see docs/cli.md. */
import { createNodeWorld } from './cli/node-world.ts';
import { runCli } from './cli/run-cli.ts';

process.exitCode = await runCli(process.argv.slice(2), createNodeWorld());
