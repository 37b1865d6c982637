<?php

// The front controller: says what it was asked for.

echo 'front ', $_SERVER['REQUEST_METHOD'], ' ', $_SERVER['REQUEST_URI'];
