// What a shop would write itself: buttons anywhere on the page that open the chat.

// Calls made before the widget's script has arrived wait in `q`; the script replays them.
window.SupportChat ??= (...call) => {
  (window.SupportChat.q ??= []).push(call);
};

document.addEventListener('click', (event) => {
  if (event.target.closest('[data-support-chat-open]')) window.SupportChat('open');
});
