<?php

// Says all that PHP knows of the request: superglobals, uploads with their content, the body.

header('Content-Type: application/json');
$files = array_map(static fn (array $file) => [...$file, 'content' => md5_file($file['tmp_name'])], $_FILES);
echo json_encode([
    'server' => $_SERVER,
    'get' => $_GET,
    'post' => $_POST,
    'cookie' => $_COOKIE,
    'files' => $files,
    'body' => md5(file_get_contents('php://input')),
    'sapi' => PHP_SAPI,
    'pid' => getmypid(),
]);
