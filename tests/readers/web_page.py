"""A web page as they are: menus, teasers, sharing, an advertisement, comments, a footer."""

BODY = (
    "The tide went out before breakfast, and Mara Brandt counted seven boats on the sand, one "
    "more than the evening before.",
    "She wrote the number in the harbour's book, as her grandmother had done, and as nobody in "
    "the village could remember not having been done.",
    "“The sea counts too,” she said, and she closed the book with both hands, because its back "
    "had been broken in the storm of 1998.",
    "By noon the seventh boat was gone again. The harbour master, who had slept through the "
    "morning, refused to believe that it had ever been there.",
)

PAGE = f"""<!DOCTYPE html>
<html lang="en-GB"><head>
<title>The seventh boat | The Merrow Post</title>
<meta property="og:title" content="The seventh boat">
<meta property="og:site_name" content="The Merrow Post">
<meta name="description" content="How a village keeps count of what the tide takes.">
<link rel="canonical" href="https://www.merrowpost.example/news/seventh-boat">
<script type="application/ld+json">{{"@context": "https://schema.org", "@graph": [
 {{"@type": "NewsArticle", "headline": "The seventh boat", "author": {{"@id": "#ana"}},
   "datePublished": "2024-03-09T08:00:00+00:00", "dateModified": "2024-03-11T09:30:00+00:00",
   "publisher": {{"@type": "Organization", "name": "The Merrow Post"}}}},
 {{"@type": "Person", "@id": "#ana", "name": "Ana Reyes"}}]}}</script>
<script>var page = "<p>not text</p>";</script></head>
<body class="single-post">
<header class="site-header"><nav class="main-menu"><ul><li><a href="/">Home</a></li>
<li><a href="/news">News</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<div class="cookie-banner"><p>We use cookies. <button>Accept all</button></p></div>
<main><article class="post">
<h1 class="entry-title">The seventh boat</h1>
<p class="article-deck">How a village keeps count of what the tide takes.</p>
<div class="byline">By <a rel="author" href="/authors/ana-reyes">Ana Reyes</a>
<time datetime="2024-03-09">9 March 2024</time></div>
<ul class="share-buttons"><li><a href="#f">Share on Facebook</a></li>
<li><a href="#t">Share on Twitter</a></li></ul>
<div class="entry-content">
<p>{BODY[0]}</p>
<figure><img src="/img/boats.jpg" alt="Seven boats on wet sand">
<figcaption>The boats at low tide. <span class="credit">Photo: L. Hart</span></figcaption></figure>
<p>{BODY[1]}</p>
<div class="ad-slot"><p>Advertisement</p></div>
<h2>What was written</h2>
<p>{BODY[2]}</p>
<p>{BODY[3]}</p>
</div>
<div class="newsletter-signup"><h3>Sign up for our newsletter</h3>
<form><input name="m"></form></div>
</article>
<aside class="related-posts"><h3>Read next</h3><ul>
<li class="card"><a href="/a">Harbour to close for a week</a></li>
<li class="card"><a href="/b">A lighthouse for sale</a></li>
<li class="card"><a href="/c">Where the gulls go in winter</a></li></ul></aside>
<div id="comments" class="comments-area"><h3>2 comments</h3>
<ol class="comment-list"><li class="comment"><p>I was there and there were only six boats, whatever
the book says, and I shall tell anyone who asks me about that morning.</p></li>
<li class="comment"><p>My grandfather saw the seventh boat in 1962 and he told the same story to
everyone who would listen, until the harbour master asked him to stop.</p></li></ol></div>
</main>
<footer class="site-footer"><p>© 2024 The Merrow Post. All rights reserved.</p>
<a href="/privacy">Privacy policy</a> <a href="/terms">Terms of use</a></footer>
</body></html>"""
