<?php

// Never answers, and waits for the next request.

declare(strict_types=1);

return static function ($http, $request): void {
    unset($http, $request);
};
