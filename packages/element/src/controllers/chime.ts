let context: AudioContext | null = null;

/**
 * Two soft tones, made here so that no file has to be fetched and no policy allowed. Silent where the browser wants a
 * gesture of the visitor first and there was none.
 */
export async function chime(): Promise<void> {
  if (navigator.userActivation?.hasBeenActive === false) return;
  context ??= new AudioContext();
  await context.resume();
  const start = context.currentTime;
  for (const [index, frequency] of [880, 1174.7].entries()) {
    const at = start + index * 0.11;
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.08, at + 0.012);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.32);
    tone.connect(volume).connect(context.destination);
    tone.start(at);
    tone.stop(at + 0.34);
  }
}
