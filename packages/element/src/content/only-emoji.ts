/** True for one to about three emoji and nothing else; they are drawn large and without a bubble. */
export function isOnlyEmoji(text: string): boolean {
  const trimmed = text.trim();
  return (
    trimmed.length <= 12 &&
    /^[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\u200d\ufe0f\s]+$/u.test(trimmed) &&
    /[\p{Emoji_Presentation}\ufe0f]/u.test(trimmed)
  );
}
