/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError, $TypeError = $util.global.TypeError, $String = $util.global.String, $Array = $util.global.Array;

// Exported root namespace
const $root = $protobuf.roots["courser_applogger"] || ($protobuf.roots["courser_applogger"] = {});

export const applogger = $root.applogger = (() => {

    /**
     * Namespace applogger.
     * @exports applogger
     * @namespace
     */
    const applogger = {};

    applogger.v1 = (function() {

        /**
         * Namespace v1.
         * @memberof applogger
         * @namespace
         */
        const v1 = {};

        v1.LogEntry = (function() {

            /**
             * Properties of a LogEntry.
             * @typedef {Object} applogger.v1.LogEntry.$Properties
             * @property {string} [message] LogEntry message
             * @property {Array.<applogger.v1.LogAttrs.$Properties>} [log_attrs] LogEntry log_attrs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a LogEntry.
             * @memberof applogger.v1
             * @interface ILogEntry
             * @augments applogger.v1.LogEntry.$Properties
             * @deprecated Use applogger.v1.LogEntry.$Properties instead.
             */

            /**
             * Shape of a LogEntry.
             * @typedef {applogger.v1.LogEntry.$Properties} applogger.v1.LogEntry.$Shape
             */

            /**
             * Constructs a new LogEntry.
             * @memberof applogger.v1
             * @classdesc Represents a LogEntry.
             * @constructor
             * @param {applogger.v1.LogEntry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const LogEntry = function (properties) {
                this.log_attrs = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * LogEntry message.
             * @member {string} message
             * @memberof applogger.v1.LogEntry
             * @instance
             */
            LogEntry.prototype.message = "";

            /**
             * LogEntry log_attrs.
             * @member {Array.<applogger.v1.LogAttrs>} log_attrs
             * @memberof applogger.v1.LogEntry
             * @instance
             */
            LogEntry.prototype.log_attrs = $util.emptyArray;

            /**
             * Encodes the specified LogEntry message. Does not implicitly {@link applogger.v1.LogEntry.verify|verify} messages.
             * @function encode
             * @memberof applogger.v1.LogEntry
             * @static
             * @param {applogger.v1.LogEntry.$Properties} message LogEntry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            LogEntry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.message);
                if (message.log_attrs != null && message.log_attrs.length)
                    for (let i = 0; i < message.log_attrs.length; ++i)
                        $root.applogger.v1.LogAttrs.encode(message.log_attrs[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a LogEntry message from the specified reader or buffer.
             * @function decode
             * @memberof applogger.v1.LogEntry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {applogger.v1.LogEntry & applogger.v1.LogEntry.$Shape} LogEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            LogEntry.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.applogger.v1.LogEntry();
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
                            if (wireType !== 2)
                                break;
                            if (!(message.log_attrs && message.log_attrs.length))
                                message.log_attrs = [];
                            message.log_attrs.push($root.applogger.v1.LogAttrs.decode(reader, reader.size(), $undefined, _depth + 1));
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
             * Creates a LogEntry message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof applogger.v1.LogEntry
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {applogger.v1.LogEntry} LogEntry
             */
            LogEntry.fromObject = function (object, _depth) {
                if (object instanceof $root.applogger.v1.LogEntry)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".applogger.v1.LogEntry: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.applogger.v1.LogEntry();
                if (object.message != null)
                    if (typeof object.message !== "string" || object.message.length)
                        message.message = $String(object.message);
                if (object.log_attrs) {
                    if (!$Array.isArray(object.log_attrs))
                        throw $TypeError(".applogger.v1.LogEntry.log_attrs: array expected");
                    message.log_attrs = $Array(object.log_attrs.length);
                    for (let i = 0; i < object.log_attrs.length; ++i) {
                        if (!$util.isObject(object.log_attrs[i]))
                            throw $TypeError(".applogger.v1.LogEntry.log_attrs: object expected");
                        message.log_attrs[i] = $root.applogger.v1.LogAttrs.fromObject(object.log_attrs[i], _depth + 1);
                    }
                }
                return message;
            };

            /**
             * Creates a plain object from a LogEntry message. Also converts values to other types if specified.
             * @function toObject
             * @memberof applogger.v1.LogEntry
             * @static
             * @param {applogger.v1.LogEntry} message LogEntry
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            LogEntry.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.log_attrs = [];
                if (options.defaults)
                    object.message = "";
                if (message.message != null && $Object.hasOwnProperty.call(message, "message"))
                    object.message = message.message;
                if (message.log_attrs && message.log_attrs.length) {
                    object.log_attrs = $Array(message.log_attrs.length);
                    for (let j = 0; j < message.log_attrs.length; ++j)
                        object.log_attrs[j] = $root.applogger.v1.LogAttrs.toObject(message.log_attrs[j], options, _depth + 1);
                }
                return object;
            };

            /**
             * Converts this LogEntry to JSON.
             * @function toJSON
             * @memberof applogger.v1.LogEntry
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            LogEntry.prototype.toJSON = function() {
                return LogEntry.toObject(this, $protobuf.util.toJSONOptions);
            };

            return LogEntry;
        })();

        v1.LogAttrs = (function() {

            /**
             * Properties of a LogAttrs.
             * @typedef {Object} applogger.v1.LogAttrs.$Properties
             * @property {string} [key] LogAttrs key
             * @property {string} [value] LogAttrs value
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a LogAttrs.
             * @memberof applogger.v1
             * @interface ILogAttrs
             * @augments applogger.v1.LogAttrs.$Properties
             * @deprecated Use applogger.v1.LogAttrs.$Properties instead.
             */

            /**
             * Shape of a LogAttrs.
             * @typedef {applogger.v1.LogAttrs.$Properties} applogger.v1.LogAttrs.$Shape
             */

            /**
             * Constructs a new LogAttrs.
             * @memberof applogger.v1
             * @classdesc Represents a LogAttrs.
             * @constructor
             * @param {applogger.v1.LogAttrs.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const LogAttrs = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * LogAttrs key.
             * @member {string} key
             * @memberof applogger.v1.LogAttrs
             * @instance
             */
            LogAttrs.prototype.key = "";

            /**
             * LogAttrs value.
             * @member {string} value
             * @memberof applogger.v1.LogAttrs
             * @instance
             */
            LogAttrs.prototype.value = "";

            /**
             * Encodes the specified LogAttrs message. Does not implicitly {@link applogger.v1.LogAttrs.verify|verify} messages.
             * @function encode
             * @memberof applogger.v1.LogAttrs
             * @static
             * @param {applogger.v1.LogAttrs.$Properties} message LogAttrs message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            LogAttrs.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.value);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a LogAttrs message from the specified reader or buffer.
             * @function decode
             * @memberof applogger.v1.LogAttrs
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {applogger.v1.LogAttrs & applogger.v1.LogAttrs.$Shape} LogAttrs
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            LogAttrs.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.applogger.v1.LogAttrs();
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
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.value = value;
                            else
                                delete message.value;
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
             * Creates a LogAttrs message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof applogger.v1.LogAttrs
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {applogger.v1.LogAttrs} LogAttrs
             */
            LogAttrs.fromObject = function (object, _depth) {
                if (object instanceof $root.applogger.v1.LogAttrs)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".applogger.v1.LogAttrs: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.applogger.v1.LogAttrs();
                if (object.key != null)
                    if (typeof object.key !== "string" || object.key.length)
                        message.key = $String(object.key);
                if (object.value != null)
                    if (typeof object.value !== "string" || object.value.length)
                        message.value = $String(object.value);
                return message;
            };

            /**
             * Creates a plain object from a LogAttrs message. Also converts values to other types if specified.
             * @function toObject
             * @memberof applogger.v1.LogAttrs
             * @static
             * @param {applogger.v1.LogAttrs} message LogAttrs
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            LogAttrs.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.key = "";
                    object.value = "";
                }
                if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                    object.key = message.key;
                if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                    object.value = message.value;
                return object;
            };

            /**
             * Converts this LogAttrs to JSON.
             * @function toJSON
             * @memberof applogger.v1.LogAttrs
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            LogAttrs.prototype.toJSON = function() {
                return LogAttrs.toObject(this, $protobuf.util.toJSONOptions);
            };

            return LogAttrs;
        })();

        v1.Response = (function() {

            /**
             * Properties of a Response.
             * @typedef {Object} applogger.v1.Response.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Response.
             * @memberof applogger.v1
             * @interface IResponse
             * @augments applogger.v1.Response.$Properties
             * @deprecated Use applogger.v1.Response.$Properties instead.
             */

            /**
             * Shape of a Response.
             * @typedef {applogger.v1.Response.$Properties} applogger.v1.Response.$Shape
             */

            /**
             * Constructs a new Response.
             * @memberof applogger.v1
             * @classdesc Represents a Response.
             * @constructor
             * @param {applogger.v1.Response.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Response = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Encodes the specified Response message. Does not implicitly {@link applogger.v1.Response.verify|verify} messages.
             * @function encode
             * @memberof applogger.v1.Response
             * @static
             * @param {applogger.v1.Response.$Properties} message Response message or plain object to encode
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
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Response message from the specified reader or buffer.
             * @function decode
             * @memberof applogger.v1.Response
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {applogger.v1.Response & applogger.v1.Response.$Shape} Response
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
                message = _target || new $root.applogger.v1.Response();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
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
             * @memberof applogger.v1.Response
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {applogger.v1.Response} Response
             */
            Response.fromObject = function (object, _depth) {
                if (object instanceof $root.applogger.v1.Response)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".applogger.v1.Response: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                return new $root.applogger.v1.Response();
            };

            /**
             * Creates a plain object from a Response message. Also converts values to other types if specified.
             * @function toObject
             * @memberof applogger.v1.Response
             * @static
             * @param {applogger.v1.Response} message Response
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Response.toObject = function () {
                return {};
            };

            /**
             * Converts this Response to JSON.
             * @function toJSON
             * @memberof applogger.v1.Response
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

    return applogger;
})();

export {
  $root as default
};
