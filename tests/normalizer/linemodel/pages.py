"""A page, its article, and pages in other scripts, written for these tests."""

ARTICLE = """\
The last ferry left the island at dusk on Friday, carrying forty passengers, two dogs and a piano.

For a hundred and twelve years the boat had crossed the sound four times a day. It brought the
post, the schoolbooks and the doctor, and it took away wool, cheese and anyone who had to be home
before the storm. Now a bridge stands where the pier used to be, and nobody needs a timetable.

“I will miss the waiting,” said Oona Marsh, who sold tickets from a wooden booth for thirty years.
“People talk to each other when they wait. On a bridge they only drive.”

The council says the bridge has cut the journey to the hospital from fifty minutes to eleven, and
that two families with small children have already moved back to the village. Rents have risen
too, and the shop now closes an hour earlier, because its customers drive to the supermarket.

Marsh has kept the brass bell that rang before each crossing. She means to hang it in the school,
where her granddaughter will be one of nine pupils next autumn."""
ARTICLE_LINES = [
    line for paragraph in ARTICLE.split("\n\n") for line in (paragraph.replace("\n", " "), "")
][:-1]  # a paragraph a line

ABOVE = """\
Skip to main content
Menu
* Home
* News
* Sport
* Weather
* Travel
* Opinion
Sign in
Subscribe

The Sound Gazette

Bridge to the mainland ends a century of ferries

By Petra Lindqvist
Published 14 March 2023, 9:12 am
Share on Facebook
Share on Twitter
Copy link
""".splitlines()

BELOW = """\

Advertisement

Related articles

* Harbour wall to be repaired before winter
* Five walks for a wet Sunday
* School meals: what the parents say
* Council tax: how much will you pay?

Most read

1. Storm closes the coast road
2. Lamb prices rise again
3. Quiz of the week

Sign up to our newsletter
Enter your email address
Subscribe

Comments (14)
Log in to leave a comment

About us
Contact us
Privacy policy
Terms and conditions
© 2023 Sound Gazette Ltd. All rights reserved.""".splitlines()

PAGE = ABOVE + ARTICLE_LINES + BELOW
TITLE = PAGE.index("Bridge to the mainland ends a century of ferries")
BODY = range(len(ABOVE), len(ABOVE) + len(ARTICLE_LINES))

_LIBRARY = """\
The library boat ties up at Merrow quay every second Tuesday, and the children of the school are
waiting on the steps before the engine has stopped. They have brought back eleven books about
sharks, and they want eleven others.

Ada Finch has run the boat for nine winters. She chose each of its four thousand books herself,
and she knows which of them have been read in which kitchen. When a reader dies, she says, the
family brings her the last book in an envelope, with the page marked.

The boat was a coal barge once. A boatbuilder in the next bay fitted the shelves with a rail of
ash that keeps the books in their places when the swell runs into the harbour. Only the
encyclopedias have ever fallen, in the storm of two years ago, and nobody was hurt.

This spring the county asked whether a van would not be cheaper, now that there is a bridge. Finch
counted for a month who came on board and how far they had walked. Three in four had come on foot,
most of them were older than seventy, and not one of them owned a car.

“A van stops where the road is wide enough,” she told the meeting in the town hall. “The boat stops
where the people are.” The hall was so full that the windows had to be opened, and the clerk wrote
down sixty-two names of those who wished to speak.

The county has now put its decision off until the autumn. Until then the boat will keep its
timetable, which is painted on a board beside the pump: Merrow, the two holms, the lighthouse
cottages, and on the last Friday of the month the island where there are nine houses and a chapel.

Finch is not idle while she waits. She has begun to lend seeds in paper bags, a screwdriver set,
and a sewing machine that has been out on loan since March. Nobody has asked her for a receipt."""
LIBRARY = [part.replace("\n", " ") for part in _LIBRARY.split("\n\n")]

JAPANESE = [
    "島の最後の渡し船は、金曜日の夕暮れに四十人の客と二匹の犬を乗せて港を離れた。",
    "",
    "百十二年の間、船は一日に四度、海峡を渡ってきた。郵便も教科書も医者も、この船が運んだ。",
    "",
    "今は桟橋のあった場所に橋が立ち、時刻表を見る人はもういない。「待つ時間がなつかしい」と彼女は言う。",
]
ARABIC = [
    "غادرت العبّارة الأخيرة الجزيرة عند الغروب يوم الجمعة، وعلى متنها أربعون راكبًا وكلبان وبيانو.",
    "",
    "ظلّ القارب يعبر المضيق أربع مرات في اليوم طوال مئة واثنتي عشرة سنة، وكان يحمل البريد والطبيب.",
    "",
    "واليوم يقف جسر في مكان الرصيف، ولم يعد أحد يحتاج إلى جدول المواعيد.",
]
