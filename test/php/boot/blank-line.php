
<?php

// A blank line before the opening tag: the classic that breaks the first frame.

require __DIR__ . '/../hello.php';
