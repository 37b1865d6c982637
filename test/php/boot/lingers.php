<?php

// Needs ten seconds to end when it is asked to.

declare(strict_types=1);

require __DIR__ . '/../hello.php';

sleep(10);
