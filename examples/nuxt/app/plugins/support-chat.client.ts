/** The tag comes from the server; what it does is the browser's business, so only the browser loads it. */
export default defineNuxtPlugin(async () => {
  await import('@support-chat/element/define');
});
