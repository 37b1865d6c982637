/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError, $TypeError = $util.global.TypeError, $String = $util.global.String, $Number = $util.global.Number, $parseInt = $util.global.parseInt, $Boolean = $util.global.Boolean, $BigInt = $util.global.BigInt, $isFinite = $util.global.isFinite, $Array = $util.global.Array;

// Exported root namespace
const $root = $protobuf.roots["courser_service"] || ($protobuf.roots["courser_service"] = {});

export const service = $root.service = (() => {

    /**
     * Namespace service.
     * @exports service
     * @namespace
     */
    const service = {};

    service.v1 = (function() {

        /**
         * Namespace v1.
         * @memberof service
         * @namespace
         */
        const v1 = {};

        v1.Create = (function() {

            /**
             * Properties of a Create.
             * @typedef {Object} service.v1.Create.$Properties
             * @property {string} [name] Create name
             * @property {string} [command] Create command
             * @property {number} [process_num] Create process_num
             * @property {number} [exec_timeout] Create exec_timeout
             * @property {boolean} [remain_after_exit] Create remain_after_exit
             * @property {Object.<string,string>} [env] Create env
             * @property {number} [restart_sec] Create restart_sec
             * @property {boolean} [service_name_in_logs] Create service_name_in_logs
             * @property {number} [timeout_stop_sec] Create timeout_stop_sec
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Create.
             * @memberof service.v1
             * @interface ICreate
             * @augments service.v1.Create.$Properties
             * @deprecated Use service.v1.Create.$Properties instead.
             */

            /**
             * Shape of a Create.
             * @typedef {service.v1.Create.$Properties} service.v1.Create.$Shape
             */

            /**
             * Constructs a new Create.
             * @memberof service.v1
             * @classdesc Represents a Create.
             * @constructor
             * @param {service.v1.Create.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Create = function (properties) {
                this.env = {};
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Create name.
             * @member {string} name
             * @memberof service.v1.Create
             * @instance
             */
            Create.prototype.name = "";

            /**
             * Create command.
             * @member {string} command
             * @memberof service.v1.Create
             * @instance
             */
            Create.prototype.command = "";

            /**
             * Create process_num.
             * @member {number} process_num
             * @memberof service.v1.Create
             * @instance
             */
            Create.prototype.process_num = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Create exec_timeout.
             * @member {number} exec_timeout
             * @memberof service.v1.Create
             * @instance
             */
            Create.prototype.exec_timeout = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Create remain_after_exit.
             * @member {boolean} remain_after_exit
             * @memberof service.v1.Create
             * @instance
             */
            Create.prototype.remain_after_exit = false;

            /**
             * Create env.
             * @member {Object.<string,string>} env
             * @memberof service.v1.Create
             * @instance
             */
            Create.prototype.env = $util.emptyObject;

            /**
             * Create restart_sec.
             * @member {number} restart_sec
             * @memberof service.v1.Create
             * @instance
             */
            Create.prototype.restart_sec = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Create service_name_in_logs.
             * @member {boolean} service_name_in_logs
             * @memberof service.v1.Create
             * @instance
             */
            Create.prototype.service_name_in_logs = false;

            /**
             * Create timeout_stop_sec.
             * @member {number} timeout_stop_sec
             * @memberof service.v1.Create
             * @instance
             */
            Create.prototype.timeout_stop_sec = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified Create message. Does not implicitly {@link service.v1.Create.verify|verify} messages.
             * @function encode
             * @memberof service.v1.Create
             * @static
             * @param {service.v1.Create.$Properties} message Create message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Create.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.command != null && $Object.hasOwnProperty.call(message, "command") && message.command !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.command);
                if (message.process_num != null && $Object.hasOwnProperty.call(message, "process_num") && (typeof message.process_num === "object" ? message.process_num.low || message.process_num.high : message.process_num !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).int64(message.process_num);
                if (message.exec_timeout != null && $Object.hasOwnProperty.call(message, "exec_timeout") && (typeof message.exec_timeout === "object" ? message.exec_timeout.low || message.exec_timeout.high : message.exec_timeout !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).int64(message.exec_timeout);
                if (message.remain_after_exit != null && $Object.hasOwnProperty.call(message, "remain_after_exit") && message.remain_after_exit !== false)
                    writer.uint32(/* id 5, wireType 0 =*/40).bool(message.remain_after_exit);
                if (message.env != null && $Object.hasOwnProperty.call(message, "env"))
                    for (let keys = $Object.keys(message.env), i = 0; i < keys.length; ++i)
                        writer.uint32(/* id 6, wireType 2 =*/50).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.env[keys[i]]).ldelim();
                if (message.restart_sec != null && $Object.hasOwnProperty.call(message, "restart_sec") && (typeof message.restart_sec === "object" ? message.restart_sec.low || message.restart_sec.high : message.restart_sec !== 0))
                    writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.restart_sec);
                if (message.service_name_in_logs != null && $Object.hasOwnProperty.call(message, "service_name_in_logs") && message.service_name_in_logs !== false)
                    writer.uint32(/* id 8, wireType 0 =*/64).bool(message.service_name_in_logs);
                if (message.timeout_stop_sec != null && $Object.hasOwnProperty.call(message, "timeout_stop_sec") && (typeof message.timeout_stop_sec === "object" ? message.timeout_stop_sec.low || message.timeout_stop_sec.high : message.timeout_stop_sec !== 0))
                    writer.uint32(/* id 9, wireType 0 =*/72).uint64(message.timeout_stop_sec);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Create message from the specified reader or buffer.
             * @function decode
             * @memberof service.v1.Create
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {service.v1.Create & service.v1.Create.$Shape} Create
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Create.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, key, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.service.v1.Create();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.command = value;
                            else
                                delete message.command;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.process_num = value;
                            else
                                delete message.process_num;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.exec_timeout = value;
                            else
                                delete message.exec_timeout;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.remain_after_exit = value;
                            else
                                delete message.remain_after_exit;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if (message.env === $util.emptyObject)
                                message.env = {};
                            let end2 = reader.size() + reader.pos;
                            if (end2 > reader.len)
                                throw $RangeError("index out of range");
                            reader.len = end2;
                            key = "";
                            value = "";
                            while (reader.pos < end2) {
                                let tag2 = reader.tag();
                                wireType = tag2 & 7;
                                switch (tag2 >>>= 3) {
                                case 1:
                                    if (wireType !== 2)
                                        break;
                                    key = reader.stringVerify();
                                    continue;
                                case 2:
                                    if (wireType !== 2)
                                        break;
                                    value = reader.stringVerify();
                                    continue;
                                }
                                reader.skipType(wireType, _depth, tag2);
                            }
                            if (reader.pos !== end2)
                                throw $RangeError("index out of range");
                            reader.len = end;
                            if (key === "__proto__")
                                $util.makeProp(message.env, key);
                            message.env[key] = value;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.restart_sec = value;
                            else
                                delete message.restart_sec;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.service_name_in_logs = value;
                            else
                                delete message.service_name_in_logs;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.timeout_stop_sec = value;
                            else
                                delete message.timeout_stop_sec;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a Create message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof service.v1.Create
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {service.v1.Create} Create
             */
            Create.fromObject = function (object, _depth) {
                if (object instanceof $root.service.v1.Create)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".service.v1.Create: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.service.v1.Create();
                if (object.name != null)
                    if (typeof object.name !== "string" || object.name.length)
                        message.name = $String(object.name);
                if (object.command != null)
                    if (typeof object.command !== "string" || object.command.length)
                        message.command = $String(object.command);
                if (object.process_num != null)
                    if (typeof object.process_num === "object" ? object.process_num.low || object.process_num.high : $Number(object.process_num) !== 0)
                        if ($util.Long)
                            message.process_num = $util.Long.fromValue(object.process_num, false);
                        else if (typeof object.process_num === "string")
                            message.process_num = $parseInt(object.process_num, 10);
                        else if (typeof object.process_num === "number")
                            message.process_num = object.process_num;
                        else if (typeof object.process_num === "object")
                            message.process_num = new $util.LongBits(object.process_num.low >>> 0, object.process_num.high >>> 0).toNumber();
                if (object.exec_timeout != null)
                    if (typeof object.exec_timeout === "object" ? object.exec_timeout.low || object.exec_timeout.high : $Number(object.exec_timeout) !== 0)
                        if ($util.Long)
                            message.exec_timeout = $util.Long.fromValue(object.exec_timeout, false);
                        else if (typeof object.exec_timeout === "string")
                            message.exec_timeout = $parseInt(object.exec_timeout, 10);
                        else if (typeof object.exec_timeout === "number")
                            message.exec_timeout = object.exec_timeout;
                        else if (typeof object.exec_timeout === "object")
                            message.exec_timeout = new $util.LongBits(object.exec_timeout.low >>> 0, object.exec_timeout.high >>> 0).toNumber();
                if (object.remain_after_exit != null)
                    if (object.remain_after_exit)
                        message.remain_after_exit = $Boolean(object.remain_after_exit);
                if (object.env) {
                    if (!$util.isObject(object.env))
                        throw $TypeError(".service.v1.Create.env: object expected");
                    message.env = {};
                    for (let keys = $Object.keys(object.env), i = 0; i < keys.length; ++i) {
                        if (keys[i] === "__proto__")
                            $util.makeProp(message.env, keys[i]);
                        message.env[keys[i]] = $String(object.env[keys[i]]);
                    }
                }
                if (object.restart_sec != null)
                    if (typeof object.restart_sec === "object" ? object.restart_sec.low || object.restart_sec.high : $Number(object.restart_sec) !== 0)
                        if ($util.Long)
                            message.restart_sec = $util.Long.fromValue(object.restart_sec, true);
                        else if (typeof object.restart_sec === "string")
                            message.restart_sec = $parseInt(object.restart_sec, 10);
                        else if (typeof object.restart_sec === "number")
                            message.restart_sec = object.restart_sec;
                        else if (typeof object.restart_sec === "object")
                            message.restart_sec = new $util.LongBits(object.restart_sec.low >>> 0, object.restart_sec.high >>> 0).toNumber(true);
                if (object.service_name_in_logs != null)
                    if (object.service_name_in_logs)
                        message.service_name_in_logs = $Boolean(object.service_name_in_logs);
                if (object.timeout_stop_sec != null)
                    if (typeof object.timeout_stop_sec === "object" ? object.timeout_stop_sec.low || object.timeout_stop_sec.high : $Number(object.timeout_stop_sec) !== 0)
                        if ($util.Long)
                            message.timeout_stop_sec = $util.Long.fromValue(object.timeout_stop_sec, true);
                        else if (typeof object.timeout_stop_sec === "string")
                            message.timeout_stop_sec = $parseInt(object.timeout_stop_sec, 10);
                        else if (typeof object.timeout_stop_sec === "number")
                            message.timeout_stop_sec = object.timeout_stop_sec;
                        else if (typeof object.timeout_stop_sec === "object")
                            message.timeout_stop_sec = new $util.LongBits(object.timeout_stop_sec.low >>> 0, object.timeout_stop_sec.high >>> 0).toNumber(true);
                return message;
            };

            /**
             * Creates a plain object from a Create message. Also converts values to other types if specified.
             * @function toObject
             * @memberof service.v1.Create
             * @static
             * @param {service.v1.Create} message Create
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Create.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.objects || options.defaults)
                    object.env = {};
                if (options.defaults) {
                    object.name = "";
                    object.command = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, false);
                        object.process_num = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.process_num = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, false);
                        object.exec_timeout = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.exec_timeout = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.remain_after_exit = false;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.restart_sec = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.restart_sec = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.service_name_in_logs = false;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.timeout_stop_sec = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.timeout_stop_sec = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                    object.name = message.name;
                if (message.command != null && $Object.hasOwnProperty.call(message, "command"))
                    object.command = message.command;
                if (message.process_num != null && $Object.hasOwnProperty.call(message, "process_num"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.process_num = typeof message.process_num === "number" ? $BigInt(message.process_num) : $util.Long.fromBits(message.process_num.low >>> 0, message.process_num.high >>> 0, false).toBigInt();
                    else if (typeof message.process_num === "number")
                        object.process_num = options.longs === $String ? $String(message.process_num) : message.process_num;
                    else
                        object.process_num = options.longs === $String ? $util.Long.prototype.toString.call(message.process_num) : options.longs === $Number ? new $util.LongBits(message.process_num.low >>> 0, message.process_num.high >>> 0).toNumber() : message.process_num;
                if (message.exec_timeout != null && $Object.hasOwnProperty.call(message, "exec_timeout"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.exec_timeout = typeof message.exec_timeout === "number" ? $BigInt(message.exec_timeout) : $util.Long.fromBits(message.exec_timeout.low >>> 0, message.exec_timeout.high >>> 0, false).toBigInt();
                    else if (typeof message.exec_timeout === "number")
                        object.exec_timeout = options.longs === $String ? $String(message.exec_timeout) : message.exec_timeout;
                    else
                        object.exec_timeout = options.longs === $String ? $util.Long.prototype.toString.call(message.exec_timeout) : options.longs === $Number ? new $util.LongBits(message.exec_timeout.low >>> 0, message.exec_timeout.high >>> 0).toNumber() : message.exec_timeout;
                if (message.remain_after_exit != null && $Object.hasOwnProperty.call(message, "remain_after_exit"))
                    object.remain_after_exit = message.remain_after_exit;
                let keys2;
                if (message.env && (keys2 = $Object.keys(message.env)).length) {
                    object.env = {};
                    for (let j = 0; j < keys2.length; ++j) {
                        if (keys2[j] === "__proto__")
                            $util.makeProp(object.env, keys2[j]);
                        object.env[keys2[j]] = message.env[keys2[j]];
                    }
                }
                if (message.restart_sec != null && $Object.hasOwnProperty.call(message, "restart_sec"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.restart_sec = typeof message.restart_sec === "number" ? $BigInt(message.restart_sec) : $util.Long.fromBits(message.restart_sec.low >>> 0, message.restart_sec.high >>> 0, true).toBigInt();
                    else if (typeof message.restart_sec === "number")
                        object.restart_sec = options.longs === $String ? $String(message.restart_sec) : message.restart_sec;
                    else
                        object.restart_sec = options.longs === $String ? $util.Long.prototype.toString.call(message.restart_sec) : options.longs === $Number ? new $util.LongBits(message.restart_sec.low >>> 0, message.restart_sec.high >>> 0).toNumber(true) : message.restart_sec;
                if (message.service_name_in_logs != null && $Object.hasOwnProperty.call(message, "service_name_in_logs"))
                    object.service_name_in_logs = message.service_name_in_logs;
                if (message.timeout_stop_sec != null && $Object.hasOwnProperty.call(message, "timeout_stop_sec"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.timeout_stop_sec = typeof message.timeout_stop_sec === "number" ? $BigInt(message.timeout_stop_sec) : $util.Long.fromBits(message.timeout_stop_sec.low >>> 0, message.timeout_stop_sec.high >>> 0, true).toBigInt();
                    else if (typeof message.timeout_stop_sec === "number")
                        object.timeout_stop_sec = options.longs === $String ? $String(message.timeout_stop_sec) : message.timeout_stop_sec;
                    else
                        object.timeout_stop_sec = options.longs === $String ? $util.Long.prototype.toString.call(message.timeout_stop_sec) : options.longs === $Number ? new $util.LongBits(message.timeout_stop_sec.low >>> 0, message.timeout_stop_sec.high >>> 0).toNumber(true) : message.timeout_stop_sec;
                return object;
            };

            /**
             * Converts this Create to JSON.
             * @function toJSON
             * @memberof service.v1.Create
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Create.prototype.toJSON = function() {
                return Create.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Create;
        })();

        v1.Service = (function() {

            /**
             * Properties of a Service.
             * @typedef {Object} service.v1.Service.$Properties
             * @property {string} [name] Service name
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Service.
             * @memberof service.v1
             * @interface IService
             * @augments service.v1.Service.$Properties
             * @deprecated Use service.v1.Service.$Properties instead.
             */

            /**
             * Shape of a Service.
             * @typedef {service.v1.Service.$Properties} service.v1.Service.$Shape
             */

            /**
             * Constructs a new Service.
             * @memberof service.v1
             * @classdesc Represents a Service.
             * @constructor
             * @param {service.v1.Service.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Service = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Service name.
             * @member {string} name
             * @memberof service.v1.Service
             * @instance
             */
            Service.prototype.name = "";

            /**
             * Encodes the specified Service message. Does not implicitly {@link service.v1.Service.verify|verify} messages.
             * @function encode
             * @memberof service.v1.Service
             * @static
             * @param {service.v1.Service.$Properties} message Service message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Service.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Service message from the specified reader or buffer.
             * @function decode
             * @memberof service.v1.Service
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {service.v1.Service & service.v1.Service.$Shape} Service
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Service.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.service.v1.Service();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a Service message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof service.v1.Service
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {service.v1.Service} Service
             */
            Service.fromObject = function (object, _depth) {
                if (object instanceof $root.service.v1.Service)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".service.v1.Service: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.service.v1.Service();
                if (object.name != null)
                    if (typeof object.name !== "string" || object.name.length)
                        message.name = $String(object.name);
                return message;
            };

            /**
             * Creates a plain object from a Service message. Also converts values to other types if specified.
             * @function toObject
             * @memberof service.v1.Service
             * @static
             * @param {service.v1.Service} message Service
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Service.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    object.name = "";
                if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                    object.name = message.name;
                return object;
            };

            /**
             * Converts this Service to JSON.
             * @function toJSON
             * @memberof service.v1.Service
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Service.prototype.toJSON = function() {
                return Service.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Service;
        })();

        v1.Response = (function() {

            /**
             * Properties of a Response.
             * @typedef {Object} service.v1.Response.$Properties
             * @property {string} [message] Response message
             * @property {boolean} [ok] Response ok
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Response.
             * @memberof service.v1
             * @interface IResponse
             * @augments service.v1.Response.$Properties
             * @deprecated Use service.v1.Response.$Properties instead.
             */

            /**
             * Shape of a Response.
             * @typedef {service.v1.Response.$Properties} service.v1.Response.$Shape
             */

            /**
             * Constructs a new Response.
             * @memberof service.v1
             * @classdesc Represents a Response.
             * @constructor
             * @param {service.v1.Response.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Response = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Response message.
             * @member {string} message
             * @memberof service.v1.Response
             * @instance
             */
            Response.prototype.message = "";

            /**
             * Response ok.
             * @member {boolean} ok
             * @memberof service.v1.Response
             * @instance
             */
            Response.prototype.ok = false;

            /**
             * Encodes the specified Response message. Does not implicitly {@link service.v1.Response.verify|verify} messages.
             * @function encode
             * @memberof service.v1.Response
             * @static
             * @param {service.v1.Response.$Properties} message Response message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Response.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.message);
                if (message.ok != null && $Object.hasOwnProperty.call(message, "ok") && message.ok !== false)
                    writer.uint32(/* id 2, wireType 0 =*/16).bool(message.ok);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Response message from the specified reader or buffer.
             * @function decode
             * @memberof service.v1.Response
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {service.v1.Response & service.v1.Response.$Shape} Response
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Response.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.service.v1.Response();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.message = value;
                            else
                                delete message.message;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.ok = value;
                            else
                                delete message.ok;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a Response message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof service.v1.Response
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {service.v1.Response} Response
             */
            Response.fromObject = function (object, _depth) {
                if (object instanceof $root.service.v1.Response)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".service.v1.Response: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.service.v1.Response();
                if (object.message != null)
                    if (typeof object.message !== "string" || object.message.length)
                        message.message = $String(object.message);
                if (object.ok != null)
                    if (object.ok)
                        message.ok = $Boolean(object.ok);
                return message;
            };

            /**
             * Creates a plain object from a Response message. Also converts values to other types if specified.
             * @function toObject
             * @memberof service.v1.Response
             * @static
             * @param {service.v1.Response} message Response
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Response.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.message = "";
                    object.ok = false;
                }
                if (message.message != null && $Object.hasOwnProperty.call(message, "message"))
                    object.message = message.message;
                if (message.ok != null && $Object.hasOwnProperty.call(message, "ok"))
                    object.ok = message.ok;
                return object;
            };

            /**
             * Converts this Response to JSON.
             * @function toJSON
             * @memberof service.v1.Response
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Response.prototype.toJSON = function() {
                return Response.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Response;
        })();

        v1.Status = (function() {

            /**
             * Properties of a Status.
             * @typedef {Object} service.v1.Status.$Properties
             * @property {number} [cpu_percent] Status cpu_percent
             * @property {number} [pid] Status pid
             * @property {number} [memory_usage] Status memory_usage
             * @property {string} [command] Status command
             * @property {common.v1.Status.$Properties} [status] Status status
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Status.
             * @memberof service.v1
             * @interface IStatus
             * @augments service.v1.Status.$Properties
             * @deprecated Use service.v1.Status.$Properties instead.
             */

            /**
             * Shape of a Status.
             * @typedef {service.v1.Status.$Properties} service.v1.Status.$Shape
             */

            /**
             * Constructs a new Status.
             * @memberof service.v1
             * @classdesc Represents a Status.
             * @constructor
             * @param {service.v1.Status.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Status = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Status cpu_percent.
             * @member {number} cpu_percent
             * @memberof service.v1.Status
             * @instance
             */
            Status.prototype.cpu_percent = 0;

            /**
             * Status pid.
             * @member {number} pid
             * @memberof service.v1.Status
             * @instance
             */
            Status.prototype.pid = 0;

            /**
             * Status memory_usage.
             * @member {number} memory_usage
             * @memberof service.v1.Status
             * @instance
             */
            Status.prototype.memory_usage = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Status command.
             * @member {string} command
             * @memberof service.v1.Status
             * @instance
             */
            Status.prototype.command = "";

            /**
             * Status status.
             * @member {common.v1.Status} status
             * @memberof service.v1.Status
             * @instance
             */
            Status.prototype.status = null;

            /**
             * Encodes the specified Status message. Does not implicitly {@link service.v1.Status.verify|verify} messages.
             * @function encode
             * @memberof service.v1.Status
             * @static
             * @param {service.v1.Status.$Properties} message Status message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Status.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.cpu_percent != null && $Object.hasOwnProperty.call(message, "cpu_percent") && !$Object.is(message.cpu_percent, 0))
                    writer.uint32(/* id 1, wireType 5 =*/13).float(message.cpu_percent);
                if (message.pid != null && $Object.hasOwnProperty.call(message, "pid") && message.pid !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).int32(message.pid);
                if (message.memory_usage != null && $Object.hasOwnProperty.call(message, "memory_usage") && (typeof message.memory_usage === "object" ? message.memory_usage.low || message.memory_usage.high : message.memory_usage !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.memory_usage);
                if (message.command != null && $Object.hasOwnProperty.call(message, "command") && message.command !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.command);
                if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                    $root.common.v1.Status.encode(message.status, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Status message from the specified reader or buffer.
             * @function decode
             * @memberof service.v1.Status
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {service.v1.Status & service.v1.Status.$Shape} Status
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Status.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.service.v1.Status();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 5)
                                break;
                            if (!$Object.is(value = reader.float(), 0))
                                message.cpu_percent = value;
                            else
                                delete message.cpu_percent;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.pid = value;
                            else
                                delete message.pid;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.memory_usage = value;
                            else
                                delete message.memory_usage;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.command = value;
                            else
                                delete message.command;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.status = $root.common.v1.Status.decode(reader, reader.size(), $undefined, _depth + 1, message.status);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a Status message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof service.v1.Status
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {service.v1.Status} Status
             */
            Status.fromObject = function (object, _depth) {
                if (object instanceof $root.service.v1.Status)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".service.v1.Status: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.service.v1.Status();
                if (object.cpu_percent != null)
                    if (!$Object.is($Number(object.cpu_percent), 0))
                        message.cpu_percent = $Number(object.cpu_percent);
                if (object.pid != null)
                    if ($Number(object.pid) !== 0)
                        message.pid = object.pid | 0;
                if (object.memory_usage != null)
                    if (typeof object.memory_usage === "object" ? object.memory_usage.low || object.memory_usage.high : $Number(object.memory_usage) !== 0)
                        if ($util.Long)
                            message.memory_usage = $util.Long.fromValue(object.memory_usage, true);
                        else if (typeof object.memory_usage === "string")
                            message.memory_usage = $parseInt(object.memory_usage, 10);
                        else if (typeof object.memory_usage === "number")
                            message.memory_usage = object.memory_usage;
                        else if (typeof object.memory_usage === "object")
                            message.memory_usage = new $util.LongBits(object.memory_usage.low >>> 0, object.memory_usage.high >>> 0).toNumber(true);
                if (object.command != null)
                    if (typeof object.command !== "string" || object.command.length)
                        message.command = $String(object.command);
                if (object.status != null) {
                    if (!$util.isObject(object.status))
                        throw $TypeError(".service.v1.Status.status: object expected");
                    message.status = $root.common.v1.Status.fromObject(object.status, _depth + 1);
                }
                return message;
            };

            /**
             * Creates a plain object from a Status message. Also converts values to other types if specified.
             * @function toObject
             * @memberof service.v1.Status
             * @static
             * @param {service.v1.Status} message Status
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Status.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.cpu_percent = 0;
                    object.pid = 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.memory_usage = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.memory_usage = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.command = "";
                    object.status = null;
                }
                if (message.cpu_percent != null && $Object.hasOwnProperty.call(message, "cpu_percent"))
                    object.cpu_percent = options.json && !$isFinite(message.cpu_percent) ? $String(message.cpu_percent) : message.cpu_percent;
                if (message.pid != null && $Object.hasOwnProperty.call(message, "pid"))
                    object.pid = message.pid;
                if (message.memory_usage != null && $Object.hasOwnProperty.call(message, "memory_usage"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.memory_usage = typeof message.memory_usage === "number" ? $BigInt(message.memory_usage) : $util.Long.fromBits(message.memory_usage.low >>> 0, message.memory_usage.high >>> 0, true).toBigInt();
                    else if (typeof message.memory_usage === "number")
                        object.memory_usage = options.longs === $String ? $String(message.memory_usage) : message.memory_usage;
                    else
                        object.memory_usage = options.longs === $String ? $util.Long.prototype.toString.call(message.memory_usage) : options.longs === $Number ? new $util.LongBits(message.memory_usage.low >>> 0, message.memory_usage.high >>> 0).toNumber(true) : message.memory_usage;
                if (message.command != null && $Object.hasOwnProperty.call(message, "command"))
                    object.command = message.command;
                if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                    object.status = $root.common.v1.Status.toObject(message.status, options, _depth + 1);
                return object;
            };

            /**
             * Converts this Status to JSON.
             * @function toJSON
             * @memberof service.v1.Status
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Status.prototype.toJSON = function() {
                return Status.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Status;
        })();

        v1.Statuses = (function() {

            /**
             * Properties of a Statuses.
             * @typedef {Object} service.v1.Statuses.$Properties
             * @property {Array.<service.v1.Status.$Properties>} [status] Statuses status
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Statuses.
             * @memberof service.v1
             * @interface IStatuses
             * @augments service.v1.Statuses.$Properties
             * @deprecated Use service.v1.Statuses.$Properties instead.
             */

            /**
             * Shape of a Statuses.
             * @typedef {service.v1.Statuses.$Properties} service.v1.Statuses.$Shape
             */

            /**
             * Constructs a new Statuses.
             * @memberof service.v1
             * @classdesc Represents a Statuses.
             * @constructor
             * @param {service.v1.Statuses.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Statuses = function (properties) {
                this.status = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Statuses status.
             * @member {Array.<service.v1.Status>} status
             * @memberof service.v1.Statuses
             * @instance
             */
            Statuses.prototype.status = $util.emptyArray;

            /**
             * Encodes the specified Statuses message. Does not implicitly {@link service.v1.Statuses.verify|verify} messages.
             * @function encode
             * @memberof service.v1.Statuses
             * @static
             * @param {service.v1.Statuses.$Properties} message Statuses message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Statuses.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.status != null && message.status.length)
                    for (let i = 0; i < message.status.length; ++i)
                        $root.service.v1.Status.encode(message.status[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Statuses message from the specified reader or buffer.
             * @function decode
             * @memberof service.v1.Statuses
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {service.v1.Statuses & service.v1.Statuses.$Shape} Statuses
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Statuses.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.service.v1.Statuses();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.status && message.status.length))
                                message.status = [];
                            message.status.push($root.service.v1.Status.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a Statuses message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof service.v1.Statuses
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {service.v1.Statuses} Statuses
             */
            Statuses.fromObject = function (object, _depth) {
                if (object instanceof $root.service.v1.Statuses)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".service.v1.Statuses: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.service.v1.Statuses();
                if (object.status) {
                    if (!$Array.isArray(object.status))
                        throw $TypeError(".service.v1.Statuses.status: array expected");
                    message.status = $Array(object.status.length);
                    for (let i = 0; i < object.status.length; ++i) {
                        if (!$util.isObject(object.status[i]))
                            throw $TypeError(".service.v1.Statuses.status: object expected");
                        message.status[i] = $root.service.v1.Status.fromObject(object.status[i], _depth + 1);
                    }
                }
                return message;
            };

            /**
             * Creates a plain object from a Statuses message. Also converts values to other types if specified.
             * @function toObject
             * @memberof service.v1.Statuses
             * @static
             * @param {service.v1.Statuses} message Statuses
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Statuses.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.status = [];
                if (message.status && message.status.length) {
                    object.status = $Array(message.status.length);
                    for (let j = 0; j < message.status.length; ++j)
                        object.status[j] = $root.service.v1.Status.toObject(message.status[j], options, _depth + 1);
                }
                return object;
            };

            /**
             * Converts this Statuses to JSON.
             * @function toJSON
             * @memberof service.v1.Statuses
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Statuses.prototype.toJSON = function() {
                return Statuses.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Statuses;
        })();

        v1.List = (function() {

            /**
             * Properties of a List.
             * @typedef {Object} service.v1.List.$Properties
             * @property {Array.<string>} [services] List services
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a List.
             * @memberof service.v1
             * @interface IList
             * @augments service.v1.List.$Properties
             * @deprecated Use service.v1.List.$Properties instead.
             */

            /**
             * Shape of a List.
             * @typedef {service.v1.List.$Properties} service.v1.List.$Shape
             */

            /**
             * Constructs a new List.
             * @memberof service.v1
             * @classdesc Represents a List.
             * @constructor
             * @param {service.v1.List.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const List = function (properties) {
                this.services = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * List services.
             * @member {Array.<string>} services
             * @memberof service.v1.List
             * @instance
             */
            List.prototype.services = $util.emptyArray;

            /**
             * Encodes the specified List message. Does not implicitly {@link service.v1.List.verify|verify} messages.
             * @function encode
             * @memberof service.v1.List
             * @static
             * @param {service.v1.List.$Properties} message List message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            List.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.services != null && message.services.length)
                    for (let i = 0; i < message.services.length; ++i)
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.services[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a List message from the specified reader or buffer.
             * @function decode
             * @memberof service.v1.List
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {service.v1.List & service.v1.List.$Shape} List
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            List.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.service.v1.List();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.services && message.services.length))
                                message.services = [];
                            message.services.push(reader.stringVerify());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a List message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof service.v1.List
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {service.v1.List} List
             */
            List.fromObject = function (object, _depth) {
                if (object instanceof $root.service.v1.List)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".service.v1.List: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.service.v1.List();
                if (object.services) {
                    if (!$Array.isArray(object.services))
                        throw $TypeError(".service.v1.List.services: array expected");
                    message.services = $Array(object.services.length);
                    for (let i = 0; i < object.services.length; ++i)
                        message.services[i] = $String(object.services[i]);
                }
                return message;
            };

            /**
             * Creates a plain object from a List message. Also converts values to other types if specified.
             * @function toObject
             * @memberof service.v1.List
             * @static
             * @param {service.v1.List} message List
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            List.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.services = [];
                if (message.services && message.services.length) {
                    object.services = $Array(message.services.length);
                    for (let j = 0; j < message.services.length; ++j)
                        object.services[j] = message.services[j];
                }
                return object;
            };

            /**
             * Converts this List to JSON.
             * @function toJSON
             * @memberof service.v1.List
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            List.prototype.toJSON = function() {
                return List.toObject(this, $protobuf.util.toJSONOptions);
            };

            return List;
        })();

        return v1;
    })();

    return service;
})();

export const common = $root.common = (() => {

    /**
     * Namespace common.
     * @exports common
     * @namespace
     */
    const common = {};

    common.v1 = (function() {

        /**
         * Namespace v1.
         * @memberof common
         * @namespace
         */
        const v1 = {};

        v1.Status = (function() {

            /**
             * Properties of a Status.
             * @typedef {Object} common.v1.Status.$Properties
             * @property {number} [code] Status code
             * @property {string} [message] Status message
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Status.
             * @memberof common.v1
             * @interface IStatus
             * @augments common.v1.Status.$Properties
             * @deprecated Use common.v1.Status.$Properties instead.
             */

            /**
             * Shape of a Status.
             * @typedef {common.v1.Status.$Properties} common.v1.Status.$Shape
             */

            /**
             * Constructs a new Status.
             * @memberof common.v1
             * @classdesc Represents a Status.
             * @constructor
             * @param {common.v1.Status.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Status = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Status code.
             * @member {number} code
             * @memberof common.v1.Status
             * @instance
             */
            Status.prototype.code = 0;

            /**
             * Status message.
             * @member {string} message
             * @memberof common.v1.Status
             * @instance
             */
            Status.prototype.message = "";

            /**
             * Encodes the specified Status message. Does not implicitly {@link common.v1.Status.verify|verify} messages.
             * @function encode
             * @memberof common.v1.Status
             * @static
             * @param {common.v1.Status.$Properties} message Status message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Status.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.code);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.message);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Status message from the specified reader or buffer.
             * @function decode
             * @memberof common.v1.Status
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {common.v1.Status & common.v1.Status.$Shape} Status
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Status.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.common.v1.Status();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.message = value;
                            else
                                delete message.message;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a Status message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof common.v1.Status
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {common.v1.Status} Status
             */
            Status.fromObject = function (object, _depth) {
                if (object instanceof $root.common.v1.Status)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".common.v1.Status: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.common.v1.Status();
                if (object.code != null)
                    if ($Number(object.code) !== 0)
                        message.code = object.code | 0;
                if (object.message != null)
                    if (typeof object.message !== "string" || object.message.length)
                        message.message = $String(object.message);
                return message;
            };

            /**
             * Creates a plain object from a Status message. Also converts values to other types if specified.
             * @function toObject
             * @memberof common.v1.Status
             * @static
             * @param {common.v1.Status} message Status
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Status.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.code = 0;
                    object.message = "";
                }
                if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                    object.code = message.code;
                if (message.message != null && $Object.hasOwnProperty.call(message, "message"))
                    object.message = message.message;
                return object;
            };

            /**
             * Converts this Status to JSON.
             * @function toJSON
             * @memberof common.v1.Status
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Status.prototype.toJSON = function() {
                return Status.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Status;
        })();

        return v1;
    })();

    return common;
})();

export {
  $root as default
};
