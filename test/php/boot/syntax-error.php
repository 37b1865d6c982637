<?php

// PHP cannot compile it: the reason is on standard error, the start fails.

this is no PHP
