import { conversationStories } from './conversation-stories.ts';
import { questionStories } from './question-stories.ts';
import { startStories } from './start-stories.ts';
import { troubleStories } from './trouble-stories.ts';

export * from './story-material.ts';

/** Snapshots that tests and the gallery share: each is a moment that a visitor may meet. */
export const stories = { ...startStories, ...questionStories, ...conversationStories, ...troubleStories };
