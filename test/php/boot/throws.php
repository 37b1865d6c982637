<?php

// Throws before it is a worker.

declare(strict_types=1);

throw new RuntimeException('no database at boot');
