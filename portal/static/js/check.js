/* The outcome of the self-check answers a POST. This makes it, in the browser's history, the empty questions at the same
   address: coming back sends nothing again, and the browser keeps no copy of the answers for restoring its tabs. */
"use strict";
history.replaceState(null, "", location.href);
