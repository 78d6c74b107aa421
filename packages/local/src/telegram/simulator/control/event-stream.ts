import type { SimulatorControl } from './control.ts';

/** Many small changes in one turn of the event loop are one event. */
const COALESCE_MS = 30;
/** A comment now and then keeps proxies from ending a quiet stream. */
const HEARTBEAT_MS = 20_000;

/** `/sim/events`: `changed` says "look again", `callback_answer` carries what a tap was answered with. */
export function eventStream(control: SimulatorControl, signal: AbortSignal): Response {
  const encoder = new TextEncoder();
  let stop = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (text: string) => controller.enqueue(encoder.encode(text));
      let pending: NodeJS.Timeout | undefined;
      const heartbeat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS);
      const unsubscribe = control.subscribe((event) => {
        if (event.type !== 'changed') return write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
        pending ??= setTimeout(() => {
          pending = undefined;
          write('event: changed\ndata: {}\n\n');
        }, COALESCE_MS);
      });
      const unsubscribeClosing = control.onClose(() => stop());
      stop = () => {
        stop = () => {};
        clearInterval(heartbeat);
        clearTimeout(pending);
        unsubscribe();
        unsubscribeClosing();
        signal.removeEventListener('abort', stop);
        controller.close();
      };
      signal.addEventListener('abort', () => stop(), { once: true });
      write('retry: 500\n\n');
    },
    cancel: () => stop(),
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' } });
}
