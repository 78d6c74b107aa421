/** `npm test`: every test there is, from pure functions to journeys in a browser. */
import { runSteps } from './run-steps.ts';
import { TEST_STEPS } from './steps.ts';

await runSteps(TEST_STEPS);
