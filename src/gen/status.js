/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError, $TypeError = $util.global.TypeError, $String = $util.global.String, $Number = $util.global.Number, $parseInt = $util.global.parseInt, $BigInt = $util.global.BigInt;

// Exported root namespace
const $root = $protobuf.roots["courser_status"] || ($protobuf.roots["courser_status"] = {});

export const status = $root.status = (() => {

    /**
     * Namespace status.
     * @exports status
     * @namespace
     */
    const status = {};

    status.v1 = (function() {

        /**
         * Namespace v1.
         * @memberof status
         * @namespace
         */
        const v1 = {};

        v1.Request = (function() {

            /**
             * Properties of a Request.
             * @typedef {Object} status.v1.Request.$Properties
             * @property {string} [plugin] Request plugin
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Request.
             * @memberof status.v1
             * @interface IRequest
             * @augments status.v1.Request.$Properties
             * @deprecated Use status.v1.Request.$Properties instead.
             */

            /**
             * Shape of a Request.
             * @typedef {status.v1.Request.$Properties} status.v1.Request.$Shape
             */

            /**
             * Constructs a new Request.
             * @memberof status.v1
             * @classdesc Represents a Request.
             * @constructor
             * @param {status.v1.Request.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Request = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Request plugin.
             * @member {string} plugin
             * @memberof status.v1.Request
             * @instance
             */
            Request.prototype.plugin = "";

            /**
             * Encodes the specified Request message. Does not implicitly {@link status.v1.Request.verify|verify} messages.
             * @function encode
             * @memberof status.v1.Request
             * @static
             * @param {status.v1.Request.$Properties} message Request message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Request.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.plugin != null && $Object.hasOwnProperty.call(message, "plugin") && message.plugin !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.plugin);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Request message from the specified reader or buffer.
             * @function decode
             * @memberof status.v1.Request
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {status.v1.Request & status.v1.Request.$Shape} Request
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Request.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.status.v1.Request();
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
                                message.plugin = value;
                            else
                                delete message.plugin;
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
             * Creates a Request message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof status.v1.Request
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {status.v1.Request} Request
             */
            Request.fromObject = function (object, _depth) {
                if (object instanceof $root.status.v1.Request)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".status.v1.Request: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.status.v1.Request();
                if (object.plugin != null)
                    if (typeof object.plugin !== "string" || object.plugin.length)
                        message.plugin = $String(object.plugin);
                return message;
            };

            /**
             * Creates a plain object from a Request message. Also converts values to other types if specified.
             * @function toObject
             * @memberof status.v1.Request
             * @static
             * @param {status.v1.Request} message Request
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Request.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    object.plugin = "";
                if (message.plugin != null && $Object.hasOwnProperty.call(message, "plugin"))
                    object.plugin = message.plugin;
                return object;
            };

            /**
             * Converts this Request to JSON.
             * @function toJSON
             * @memberof status.v1.Request
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Request.prototype.toJSON = function() {
                return Request.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Request;
        })();

        v1.Response = (function() {

            /**
             * Properties of a Response.
             * @typedef {Object} status.v1.Response.$Properties
             * @property {number} [code] Response code
             * @property {string} [message] Response message
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Response.
             * @memberof status.v1
             * @interface IResponse
             * @augments status.v1.Response.$Properties
             * @deprecated Use status.v1.Response.$Properties instead.
             */

            /**
             * Shape of a Response.
             * @typedef {status.v1.Response.$Properties} status.v1.Response.$Shape
             */

            /**
             * Constructs a new Response.
             * @memberof status.v1
             * @classdesc Represents a Response.
             * @constructor
             * @param {status.v1.Response.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Response = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Response code.
             * @member {number} code
             * @memberof status.v1.Response
             * @instance
             */
            Response.prototype.code = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Response message.
             * @member {string} message
             * @memberof status.v1.Response
             * @instance
             */
            Response.prototype.message = "";

            /**
             * Encodes the specified Response message. Does not implicitly {@link status.v1.Response.verify|verify} messages.
             * @function encode
             * @memberof status.v1.Response
             * @static
             * @param {status.v1.Response.$Properties} message Response message or plain object to encode
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
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && (typeof message.code === "object" ? message.code.low || message.code.high : message.code !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).int64(message.code);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.message);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Response message from the specified reader or buffer.
             * @function decode
             * @memberof status.v1.Response
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {status.v1.Response & status.v1.Response.$Shape} Response
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
                message = _target || new $root.status.v1.Response();
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
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
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
             * Creates a Response message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof status.v1.Response
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {status.v1.Response} Response
             */
            Response.fromObject = function (object, _depth) {
                if (object instanceof $root.status.v1.Response)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".status.v1.Response: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.status.v1.Response();
                if (object.code != null)
                    if (typeof object.code === "object" ? object.code.low || object.code.high : $Number(object.code) !== 0)
                        if ($util.Long)
                            message.code = $util.Long.fromValue(object.code, false);
                        else if (typeof object.code === "string")
                            message.code = $parseInt(object.code, 10);
                        else if (typeof object.code === "number")
                            message.code = object.code;
                        else if (typeof object.code === "object")
                            message.code = new $util.LongBits(object.code.low >>> 0, object.code.high >>> 0).toNumber();
                if (object.message != null)
                    if (typeof object.message !== "string" || object.message.length)
                        message.message = $String(object.message);
                return message;
            };

            /**
             * Creates a plain object from a Response message. Also converts values to other types if specified.
             * @function toObject
             * @memberof status.v1.Response
             * @static
             * @param {status.v1.Response} message Response
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
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, false);
                        object.code = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.code = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.message = "";
                }
                if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.code = typeof message.code === "number" ? $BigInt(message.code) : $util.Long.fromBits(message.code.low >>> 0, message.code.high >>> 0, false).toBigInt();
                    else if (typeof message.code === "number")
                        object.code = options.longs === $String ? $String(message.code) : message.code;
                    else
                        object.code = options.longs === $String ? $util.Long.prototype.toString.call(message.code) : options.longs === $Number ? new $util.LongBits(message.code.low >>> 0, message.code.high >>> 0).toNumber() : message.code;
                if (message.message != null && $Object.hasOwnProperty.call(message, "message"))
                    object.message = message.message;
                return object;
            };

            /**
             * Converts this Response to JSON.
             * @function toJSON
             * @memberof status.v1.Response
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Response.prototype.toJSON = function() {
                return Response.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Response;
        })();

        return v1;
    })();

    return status;
})();

export {
  $root as default
};
