<?php

// Needs a minute to end when it is asked to.

declare(strict_types=1);

require __DIR__ . '/../app.php';

sleep(60);
