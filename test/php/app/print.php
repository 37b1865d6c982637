<?php

// Prints in the ways of everyday debugging, then answers: nothing of it may reach the client.

declare(strict_types=1);

return static function ($http, $request): void {
    echo 'printed by echo';
    var_dump(['printed by var_dump']);
    $http->respond(200, 'answered');
};
