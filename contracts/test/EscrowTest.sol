// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Scene} from "./Scene.sol";

abstract contract EscrowTest is Scene {
    function setUp() public virtual {
        stage();
    }
}
