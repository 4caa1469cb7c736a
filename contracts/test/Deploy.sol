// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICampaignEscrow} from "../src/ICampaignEscrow.sol";
import {Vm} from "./Vm.sol";

/// @dev Deploys the escrow with the code that is deployed for real.
library Deploy {
    Vm private constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    function escrow(ICampaignEscrow.Parameters memory parameters) internal returns (ICampaignEscrow) {
        return ICampaignEscrow(create(creationCode(parameters)));
    }

    function creationCode(ICampaignEscrow.Parameters memory parameters) internal view returns (bytes memory) {
        return bytes.concat(vm.getCode("CampaignEscrow.sol:CampaignEscrow"), abi.encode(parameters));
    }

    /// @dev Reverts with what the constructor reverts with.
    function create(bytes memory code) internal returns (address deployed) {
        assembly ("memory-safe") {
            deployed := create(0, add(code, 0x20), mload(code))
            if iszero(deployed) {
                let data := mload(0x40)
                returndatacopy(data, 0, returndatasize())
                revert(data, returndatasize())
            }
        }
    }
}
