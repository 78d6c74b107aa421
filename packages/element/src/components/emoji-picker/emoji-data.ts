import type { EmojiPhrases } from '../../i18n/translation.ts';

export interface Emoji {
  readonly character: string;
  /** In English. */
  readonly name: string;
  /** The name and other words that it is found by, in lower case. */
  readonly words: string;
}

export type EmojiGroup = Exclude<keyof EmojiPhrases['groups'], 'recent'>;

/** The character, its name, and after a comma what else it is called. What people write to a team, none newer than Unicode 13. */
const lines: Readonly<Record<EmojiGroup, string>> = {
  smileys: `😀 grinning face,happy smile
😃 smiling face with open mouth,happy joy
😄 smiling face with smiling eyes,happy laugh
😁 beaming face,grin happy
😆 laughing face,haha lol
😅 grinning face with sweat,relief phew
🤣 rolling on the floor laughing,rofl lol
😂 tears of joy,laugh lol cry
🙂 slightly smiling face,ok
🙃 upside-down face,silly irony
😉 winking face,wink
😊 smiling face with rosy cheeks,blush happy
😇 smiling face with halo,angel innocent
🥰 smiling face with hearts,love
😍 heart eyes,love
🤩 star-struck,wow excited
😘 blowing a kiss,love
😋 savouring food,yum tasty
😛 face with tongue,playful
😜 winking face with tongue,joke crazy
🤗 hugging face,hug thanks
🤭 hand over mouth,oops giggle
🤫 shushing face,quiet secret
🤔 thinking face,hmm wonder
🤨 raised eyebrow,doubt really
😐 neutral face,meh
😶 face without mouth,speechless
😏 smirking face,smug
🙄 rolling eyes,annoyed
😬 grimacing face,awkward
😌 relieved face,calm
😔 pensive face,sad
😪 sleepy face,tired
😴 sleeping face,zzz tired
😷 face with mask,ill sick
🤒 face with thermometer,ill sick fever
🤕 face with bandage,hurt
🤢 nauseated face,sick
🤯 exploding head,mind blown wow
🥳 partying face,party birthday celebrate
😎 sunglasses,cool
🤓 nerd face,glasses
🧐 face with monocle,inspect
😕 confused face,unsure
😟 worried face,concern
🙁 slightly frowning face,sad
😮 surprised face,wow oh
😲 astonished face,shock
😳 flushed face,embarrassed
🥺 pleading face,please beg
😢 crying face,sad tear
😭 loudly crying face,sob sad
😱 screaming in fear,shock
😖 confounded face,frustrated
😞 disappointed face,sad
😩 weary face,tired
😤 huffing face,angry steam
😡 angry red face,mad rage
😠 angry face,mad
🤬 face with symbols on mouth,swearing
💩 pile of poo,bad
🤖 robot,bot
👻 ghost,boo
👀 eyes,look see`,
  people: `👍 thumbs up,yes ok good agree like
👎 thumbs down,no bad dislike
👌 OK hand,fine perfect
🤌 pinched fingers,what
✌️ victory hand,peace
🤞 crossed fingers,luck hope
🤟 love-you gesture,hand
🤙 call me hand,phone
👈 pointing left,finger
👉 pointing right,finger
👆 pointing up,finger above
👇 pointing down,finger below
☝️ index pointing up,one wait
✋ raised hand,stop
👋 waving hand,hello hi bye
👏 clapping hands,applause bravo
🙌 raising hands,hooray celebrate
👐 open hands,hug
🤝 handshake,deal agree
🙏 folded hands,please thanks pray
💪 flexed biceps,strong muscle
✍️ writing hand,write sign
🤷 shrug,do not know
🤦 facepalm,oh no
🙋 raising hand,question me
🙇 bowing,sorry
💁 tipping hand,information
🙅 gesturing no,stop
🙆 gesturing OK,yes
🧑‍💻 technologist,computer developer
🧑‍🔧 mechanic,repair
🧑‍🍳 cook,chef
👶 baby,child
👪 family,parents child
🏃 running,hurry
🚶 walking,go
💃 dancing woman,party
🕺 dancing man,party
👑 crown,king queen`,
  nature: `🐶 dog,pet
🐱 cat,pet
🐭 mouse,animal
🐰 rabbit,bunny
🦊 fox,animal
🐻 bear,animal
🐼 panda,animal
🦁 lion,animal
🐮 cow,animal
🐷 pig,animal
🐸 frog,animal
🐵 monkey,animal
🐔 chicken,bird
🐧 penguin,bird
🐦 bird,animal
🦄 unicorn,magic
🐝 bee,insect
🐛 bug,insect error
🦋 butterfly,insect
🐌 snail,slow
🐢 turtle,slow
🐟 fish,sea
🐳 whale,sea
🌵 cactus,plant
🌲 tree,forest
🌱 seedling,plant grow
🍀 four leaf clover,luck
🍁 maple leaf,autumn
🌹 rose,flower love
🌻 sunflower,flower
🌷 tulip,flower
💐 bouquet,flowers
🌍 globe,earth world
🌙 moon,night
⭐ star,favourite
✨ sparkles,new shine
⚡ lightning,fast power
🔥 fire,hot
🌈 rainbow,colours
☀️ sun,weather
⛅ sun behind cloud,weather
🌧️ rain,weather
❄️ snowflake,cold winter
💧 drop,water`,
  food: `🍎 apple,fruit
🍌 banana,fruit
🍇 grapes,fruit
🍓 strawberry,fruit
🍒 cherries,fruit
🍋 lemon,fruit
🍉 watermelon,fruit
🥑 avocado,fruit
🍅 tomato,vegetable
🥕 carrot,vegetable
🌽 corn,vegetable
🥦 broccoli,vegetable
🍞 bread,bakery
🥐 croissant,bakery
🧀 cheese,food
🥚 egg,food
🍔 hamburger,burger
🍟 French fries,chips
🍕 pizza,food
🌮 taco,food
🥗 salad,green
🍝 spaghetti,pasta
🍜 noodles,ramen soup
🍣 sushi,fish
🍚 rice,bowl
🍦 ice cream,dessert
🍩 doughnut,donut
🍪 cookie,biscuit
🎂 birthday cake,party
🍰 cake,dessert
🍫 chocolate,sweet
🍬 candy,sweet
🍯 honey,sweet
☕ coffee,hot drink tea
🍵 tea,hot drink
🥤 soft drink,cup
🍺 beer,drink
🍷 wine,drink
🥂 clinking glasses,cheers celebrate
🍽️ plate and cutlery,eat dinner`,
  travel: `🚗 car,drive
🚕 taxi,car
🚌 bus,travel
🚆 train,travel
🚲 bicycle,bike
🛴 scooter,travel
🚚 delivery truck,shipping parcel
✈️ aeroplane,flight airplane travel
🚀 rocket,launch fast
🚢 ship,boat
⛽ fuel pump,petrol gas
🚦 traffic light,stop
🗺️ map,travel
🧭 compass,direction
🏠 house,home
🏢 office building,work
🏥 hospital,health
🏦 bank,money
🏨 hotel,sleep
🏪 shop,store
🏫 school,learn
🏭 factory,industry
⛪ church,building
🗽 Statue of Liberty,new york
🏖️ beach,holiday
⛰️ mountain,nature
🏕️ camping,tent
🌅 sunrise,morning
🌃 night with stars,city
🧳 luggage,suitcase
📍 pin,place location
🚧 construction,work in progress`,
  things: `🎉 party popper,celebrate congratulations hooray
🎊 confetti ball,celebrate
🎁 gift,present birthday
🎈 balloon,party
🏆 trophy,win prize
🥇 gold medal,first win
⚽ football,soccer sport
🏀 basketball,sport
🎾 tennis,sport
🎮 game controller,play
🎲 die,game
🎵 musical note,music
🎧 headphones,music
🎬 clapper board,film movie
📷 camera,photo picture
📱 mobile phone,smartphone
💻 laptop,computer
🖥️ desktop computer,screen
🖨️ printer,print
⌨️ keyboard,computer
🖱️ computer mouse,click
🔋 battery,power
🔌 plug,power
💡 light bulb,idea
🔦 torch,flashlight
📦 package,parcel box delivery
📫 mailbox,post
✉️ envelope,mail letter
📧 e-mail,mail
📞 telephone,call
📅 calendar,date
📎 paperclip,attachment
📌 pushpin,note
📝 memo,note write
📄 document,page file
📁 folder,file
📊 bar chart,statistics
📈 chart going up,growth
📉 chart going down,loss
🔍 magnifying glass,search find
🔑 key,password
🔒 locked,secure
🔓 unlocked,open
🔧 wrench,tool repair
🔨 hammer,tool
⚙️ gear,settings
🛒 shopping cart,buy order
🛍️ shopping bags,buy
💳 credit card,pay
💰 money bag,price
💶 euro banknote,money
💵 dollar banknote,money
🧾 receipt,invoice bill
🏷️ label,price tag
⏰ alarm clock,time
⌛ hourglass,wait time
⌚ watch,time
🔔 bell,notification
📣 megaphone,announcement
👕 T-shirt,clothes
👗 dress,clothes
👟 running shoe,clothes
👓 glasses,see
💊 pill,medicine
🧸 teddy bear,toy
🧹 broom,clean
🗑️ wastebasket,delete trash`,
  symbols: `❤️ red heart,love
🧡 orange heart,love
💛 yellow heart,love
💚 green heart,love
💙 blue heart,love
💜 purple heart,love
🖤 black heart,love
🤍 white heart,love
💔 broken heart,sad
💕 two hearts,love
💯 hundred points,perfect
✅ check mark button,done yes ok
☑️ ticked box,done yes
✔️ check mark,done yes
❌ cross mark,no wrong
❗ exclamation mark,important
❓ question mark,help
⁉️ exclamation question mark,what
⚠️ warning,caution
🚫 prohibited,no forbidden
⛔ no entry,stop
♻️ recycling symbol,environment
🔄 arrows in a circle,reload again
➡️ right arrow,next
⬅️ left arrow,back
⬆️ up arrow,above
⬇️ down arrow,below
➕ plus,add
➖ minus,remove
✖️ multiply,times
💬 speech bubble,chat message
💭 thought bubble,think
🆗 OK button,fine
🆕 new button,new
🆘 SOS button,help
🆓 free button,price
🔴 red circle,stop
🟡 yellow circle,wait
🟢 green circle,go online
🔵 blue circle,dot
⬛ black square,shape
⬜ white square,shape
™️ trade mark,brand
©️ copyright,law
🏁 chequered flag,finish
🏳️‍🌈 rainbow flag,pride
🎯 bullseye,target goal
💤 zzz,sleep`,
};

export const emojiGroups: readonly (readonly [EmojiGroup, readonly Emoji[]])[] = Object.entries(lines).map(
  ([group, text]) => [group as EmojiGroup, text.split('\n').map(parse)],
);

function parse(line: string): Emoji {
  const [character = '', ...rest] = line.split(' ');
  const text = rest.join(' ');
  return { character, name: text.replace(/,.*/, ''), words: text.toLowerCase() };
}

/** Those that every word of the query is the beginning of a word of, whose own name begins so first. */
export function findEmoji(query: string): Emoji[] {
  const wanted = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const found = emojiGroups
    .flatMap(([, emoji]) => emoji)
    .filter(({ words }) => wanted.every((word) => words.split(/[ ,-]/).some((known) => known.startsWith(word))));
  const rank = ({ words }: Emoji): number => (words.startsWith(wanted[0] ?? '') ? 0 : 1);
  return found.sort((a, b) => rank(a) - rank(b));
}
