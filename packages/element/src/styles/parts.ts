/**
 * What a page may style inside the inner elements, for their `exportparts`: every one of them hands on all of it, so
 * that `support-chat::part(bubble)` reaches a bubble however deep it lies. A name may stand for nothing in most of them.
 */
export const PARTS =
  'attach,avatar,badge,banner,bubble,bubble-agent,bubble-bot,bubble-visitor,button,button-quiet,card,composer,control,day-divider,emoji,field,file,form,heading,icon-button,input,jump,menu,menu-item,message,message-agent,message-bot,message-system,message-visitor,messages,meta,name,note,quick-replies,quick-reply,quote,send,status,tools,trigger,typing,upload';
