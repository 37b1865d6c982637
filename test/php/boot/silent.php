<?php

// Never takes part in the handshake.

declare(strict_types=1);

sleep(60);
