import type { ChatSnapshot } from '@support-chat/sdk';

/** Whether something is asked before the first message: by the team's form, or who of several parts is meant. */
export function asksFirst(
  { config, conversation, messages, isLoadingMessages, needsPrechat }: ChatSnapshot,
  /** Whether the visitor has been through it. */
  isBegun: boolean,
  departmentId: string | undefined,
): boolean {
  const isBeginning = conversation === null && messages.length === 0 && !isLoadingMessages;
  const hasQuestions = !!config?.prechat || (departmentId === undefined && (config?.departments.length ?? 0) > 1);
  return needsPrechat || (isBeginning && !isBegun && hasQuestions);
}

/** Whether the visitor writes to a team that is not there: nobody of it has said anything yet. */
export function isUnattended({ availability, conversation, messages }: ChatSnapshot): boolean {
  return (
    availability !== null &&
    availability.status !== 'online' &&
    !conversation?.agent &&
    messages.every(({ sender }) => sender.kind !== 'agent')
  );
}

/** When somebody is back, where the working hours say so; a configuration from yesterday may know only of this morning. */
export function opensAt({ config }: ChatSnapshot): number | null {
  const moment = config?.hours.opensAt ?? 0;
  return moment > Date.now() ? moment : null;
}
